import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/hook/ledger/ledger.ts";
import { setUpDelivery as setUp } from "../../support/hook/delivery.ts";
import { accepted, rejected, requestOf, unconfirmed } from "../../support/hook/examples.ts";

describe("an outcome becomes an answer", () => {
  test("accepted is a success", async () => {
    const { result, seen } = await setUp([accepted("r")]).ask();
    expect(result.ok).toBe(true);
    expect(seen.outcome).toEqual(accepted("r"));
  });

  test("rejected is its rejection", async () => {
    const { result } = await setUp([rejected("recipient_invalid")]).ask();
    expect(result).toEqual({
      ok: false,
      error: { reason: "rejected", outcome: rejected("recipient_invalid") },
    });
  });

  test("unconfirmed is a success: an error would kill a code that may have arrived", async () => {
    const { result, seen } = await setUp([unconfirmed()]).ask();
    expect(result.ok).toBe(true);
    expect(seen.outcome).toEqual(unconfirmed());
  });

  test("unconfirmed is a failure where SMS_ON_UNCONFIRMED=refuse", async () => {
    const { result } = await setUp([unconfirmed()], { env: { SMS_ON_UNCONFIRMED: "refuse" } }).ask();
    expect(result).toEqual({ ok: false, error: { reason: "unconfirmed", cause: "timeout" } });
  });

  test("a sender that throws is an internal failure, of which only the class is kept", async () => {
    const { result, seen } = await setUp([new TypeError("otp 024680")]).ask();
    expect(result).toEqual({
      ok: false,
      error: {
        reason: "rejected",
        outcome: { status: "rejected", category: "provider_failed", code: "sender_threw" },
      },
    });
    expect(seen.bug).toBe("TypeError");
    expect(JSON.stringify({ ...seen, request: undefined })).not.toContain("024680");
  });
});

describe("once per request", () => {
  test.each([accepted(), unconfirmed(), rejected("misconfigured")])(
    "a second attempt gets %j again, unsent",
    async (outcome) => {
      const { ask, sender } = setUp([outcome]);
      const first = await ask();
      const second = await ask();
      expect(second.result).toEqual(first.result);
      expect(second.seen.duplicate).toBe(true);
      expect(sender.sent).toHaveLength(1);
    },
  );

  test("twenty at once send one SMS and all hear of its outcome", async () => {
    const { ask, sender } = setUp([rejected("recipient_invalid")], { takesMs: 100 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(sender.sent).toHaveLength(1);
    for (const { result } of answers) {
      expect(result).toMatchObject({ error: { outcome: rejected("recipient_invalid") } });
    }
  });

  test("one whose first attempt does not end is unconfirmed, before its own budget is over", async () => {
    const inFlight: Partial<Ledger> = {
      claim: () => Promise.resolve({ status: "duplicate", outcome: "in_flight" }),
      outcomeOf: () => Promise.resolve("in_flight"),
    };
    const { ask, runtime, sender } = setUp([], { ledger: () => inFlight });
    const before = runtime.now();
    const { result, seen } = await ask();
    expect(result.ok).toBe(true);
    expect(seen.outcome).toEqual(unconfirmed("first attempt still in flight"));
    expect(runtime.now() - before).toBeLessThanOrEqual(4_000);
    expect(sender.sent).toEqual([]);
  });

  test("two requests with different bodies are two", async () => {
    const { ask, sender } = setUp([accepted(), accepted()]);
    await ask("one");
    await ask("two");
    expect(sender.sent).toHaveLength(2);
    expect(new Set(sender.sent.map(({ outId }) => outId)).size).toBe(2);
  });
});

describe("limits", () => {
  test("refuse the sixth code in an hour, with the rule and the wait", async () => {
    const { ask, sender, runtime } = setUp(Array.from({ length: 5 }, () => accepted()));
    for (let i = 0; i < 5; i++) {
      expect((await ask(`${i}`)).result.ok).toBe(true);
      runtime.advance(60_000);
    }
    expect((await ask("6")).result).toEqual({
      ok: false,
      error: { reason: "rate_limited", rule: "per_number 5/1h", retryAfterSeconds: 3_300 },
    });
    expect(sender.sent).toHaveLength(5);
  });

  test("are not used up by what was certainly not sent", async () => {
    const { ask } = setUp(Array.from({ length: 9 }, () => rejected("misconfigured")));
    for (let i = 0; i < 9; i++) {
      expect((await ask(`${i}`)).result).toMatchObject({ error: { reason: "rejected" } });
    }
  });
});

describe("the cap on sends at once", () => {
  const env = { SMS_MAX_CONCURRENT: "2", SMS_LIMIT_PER_NUMBER: "off" };
  const busy = { error: { outcome: { category: "provider_unavailable", code: "busy" } } };

  test("tells whoever comes above it at once, sends nothing for them and says so of no attempt", async () => {
    const { ask, sender } = setUp([accepted(), accepted()], { env, takesMs: 2_000 });
    const [first, second, third] = await Promise.all(["1", "2", "3"].map((body) => ask(body)));
    expect([first?.result.ok, second?.result.ok]).toEqual([true, true]);
    expect(third?.result).toMatchObject(busy);
    expect(third?.seen.attempts).toBeUndefined();
    expect(third?.tookMs).toBe(0);
    expect(sender.sent).toHaveLength(2);
  });

  test("has its place back after every send, however that ended, and none for who was told", async () => {
    const ends = [accepted(), new TypeError("x"), unconfirmed(), rejected("misconfigured")];
    const { ask, sender } = setUp([...ends, accepted(), accepted()], { env, takesMs: 100 });
    for (const two of [["1", "2"], ["3", "4"], ["5", "6"]]) {
      const [, , third] = await Promise.all([...two, `${two} too many`].map((body) => ask(body)));
      expect(third?.result).toMatchObject(busy);
    }
    expect(sender.sent).toHaveLength(6);
  });
});

describe("the budget", () => {
  const firstAttempt = (timeMs: number) =>
    requestOf({ metadata: { uuid: undefined, timeMs, ipAddress: "" } });

  test("of a first attempt is four seconds for the send, of which a claim takes one at the most", async () => {
    const { ask, runtime } = setUp([accepted()]);
    await ask();
    expect(runtime.timeouts.slice(0, 2)).toEqual([1_000, 4_000]);
  });

  test("of a later attempt is what is left of them", async () => {
    const { ask, runtime } = setUp([accepted()]);
    await ask("{}", firstAttempt(runtime.now() - 2_100));
    expect(runtime.timeouts[1]).toBe(1_400);
  });

  test("with less than a second left sends nothing, says so, and keeps no window", async () => {
    const { ask, runtime, sender } = setUp([accepted()], { env: { SMS_LIMIT_PER_NUMBER: "1/1h" } });
    const { result } = await ask("late", firstAttempt(runtime.now() - 4_500));
    expect(result).toMatchObject({
      error: { outcome: { category: "provider_unavailable", code: "budget_spent" } },
    });
    expect(sender.sent).toEqual([]);
    expect((await ask("again")).result.ok).toBe(true);
  });
});
