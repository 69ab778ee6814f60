import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sendByRoutes } from "../../../src/hook/sms/send-by-routes.ts";
import type { RejectionCategory, SendOutcome } from "../../../src/hook/sms/sms-sender.ts";
import { accepted, messageOf, rejected, routeOf, unconfirmed } from "../../support/hook/examples.ts";
import { createFakeRuntime } from "../../support/hook/runtime.ts";
import { createScriptedSender } from "../../support/hook/senders.ts";

const { route: _, ...message } = messageOf();
const [first, second, third] = ["first", "second", "third"].map((name) => routeOf({ name }));
const routes = [first, second, third].flatMap((route) => route ? [route] : []);

async function send(
  outcomes: readonly SendOutcome[],
  { left = 4_000, takesMs = 0, over = routes }: { left?: number; takesMs?: number; over?: typeof routes } =
    {},
) {
  const runtime = createFakeRuntime();
  const sender = createScriptedSender(outcomes, () => runtime.advance(takesMs));
  const deadline = runtime.now() + left;
  const { signal } = new AbortController();
  const attempts = await sendByRoutes(message, over, sender, { runtime, deadline, signal });
  return { attempts, sender, runtime, names: attempts.map(({ route }) => route.name) };
}

/** From the design: the next route may help where certainly nothing was sent and the user is not to blame. */
const MOVES_ON: Record<RejectionCategory, boolean> = {
  restricted: true,
  misconfigured: true,
  internal: true,
  provider_unavailable: true,
  throttled: true,
  recipient_invalid: false,
  recipient_not_allowed: false,
  rate_limited: false,
  provider_failed: false,
  unknown_code: false,
};
const categories = Object.keys(MOVES_ON) as RejectionCategory[];

describe("the next route", () => {
  test("is not tried after an accepted send", async () => {
    expect((await send([accepted()])).names).toEqual(["first"]);
  });

  test("is not tried after an unconfirmed one: the SMS may be on its way", async () => {
    expect((await send([unconfirmed()])).names).toEqual(["first"]);
  });

  test.each(categories)("after a rejection as %s: as the design says", async (category) => {
    const again = category === "throttled" ? [rejected(category)] : [];
    const { names, attempts } = await send([rejected(category), ...again, accepted()]);
    expect(names.includes("second")).toBe(MOVES_ON[category]);
    expect(attempts.at(-1)?.outcome.status).toBe(MOVES_ON[category] ? "accepted" : "rejected");
  });

  test("is tried in the order of the configuration, until one settles the matter", async () => {
    const { names } = await send([rejected("misconfigured"), rejected("provider_unavailable"), accepted()]);
    expect(names).toEqual(["first", "second", "third"]);
  });

  test("ends with the last rejection where none helps", async () => {
    const { attempts } = await send([
      rejected("misconfigured", "a"),
      rejected("internal", "b"),
      rejected("misconfigured", "c"),
    ]);
    expect(attempts.at(-1)?.outcome).toEqual(rejected("misconfigured", "c"));
  });

  test("has the same code and the same identity, under its own sign", async () => {
    const { sender } = await send([rejected("misconfigured"), accepted()]);
    expect(sender.sent).toEqual([{ ...message, route: first }, { ...message, route: second }]);
  });
});

describe("throttling", () => {
  test("is tried once more on the same route, 200 ms later", async () => {
    const { names, runtime } = await send([rejected("throttled"), accepted()]);
    expect(names).toEqual(["first", "first"]);
    expect(runtime.slept).toEqual([200]);
  });

  test("is not tried a third time", async () => {
    const { names } = await send([rejected("throttled"), rejected("throttled")], {
      over: routes.slice(0, 1),
    });
    expect(names).toEqual(["first", "first"]);
  });

  test("whose second try is unconfirmed ends there", async () => {
    const { names } = await send([rejected("throttled"), unconfirmed()]);
    expect(names).toEqual(["first", "first"]);
  });

  test("whose second try is refused for another reason moves on where that reason allows it", async () => {
    expect((await send([rejected("throttled"), rejected("misconfigured"), accepted()])).names)
      .toEqual(["first", "first", "second"]);
    expect((await send([rejected("throttled"), rejected("rate_limited")])).names).toEqual(["first", "first"]);
  });

  test("is not tried again where less than a second would be left", async () => {
    const { names, attempts } = await send([rejected("throttled")], { left: 1_199 });
    expect(names).toEqual(["first"]);
    expect(attempts.at(-1)?.outcome).toEqual(rejected("throttled"));
    expect((await send([rejected("throttled"), accepted()], { left: 1_200 })).names).toEqual([
      "first",
      "first",
    ]);
  });
});

describe("the budget", () => {
  test.each([[999, 0], [1_000, 1], [0, 0], [-1_000, 0]])(
    "with %i ms left there are %i sends",
    async (left, sends) => {
      expect((await send([accepted()], { left })).attempts).toHaveLength(sends);
    },
  );

  test("ends before the next route where the first took too long", async () => {
    const { names, attempts } = await send([rejected("misconfigured")], { takesMs: 3_001 });
    expect(names).toEqual(["first"]);
    expect(attempts.at(-1)?.outcome).toEqual(rejected("misconfigured"));
  });
});

test("any script of outcomes: no route twice but for throttling, nothing after the matter is settled", async () => {
  const outcome = fc.oneof(
    fc.constant(accepted()),
    fc.constant(unconfirmed()),
    fc.constantFrom(...categories).map((category) => rejected(category)),
  );
  const script = fc.array(outcome, { minLength: 6, maxLength: 6 });
  await fc.assert(fc.asyncProperty(script, fc.nat({ max: 1_500 }), async (outcomes, takesMs) => {
    const { attempts, runtime, names } = await send(outcomes, { takesMs });
    attempts.slice(0, -1).forEach(({ outcome, route }, i) => {
      // Only a rejection that sent nothing is ever followed by anything.
      expect(outcome.status === "rejected" && MOVES_ON[outcome.category]).toBe(true);
      if (attempts[i + 1]?.route === route) expect(outcome).toMatchObject({ category: "throttled" });
    });
    for (const name of names) expect(names.filter((other) => other === name).length).toBeLessThanOrEqual(2);
    expect(attempts.filter(({ outcome }) => outcome.status !== "rejected").length).toBeLessThanOrEqual(1);
    expect(runtime.slept.length).toBeLessThanOrEqual(routes.length);
  }));
});
