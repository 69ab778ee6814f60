import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/hook/ledger/ledger.ts";
import { setUpDelivery } from "../../support/hook/delivery.ts";
import { accepted, rejected } from "../../support/hook/examples.ts";
import type { FakeRuntime } from "../../support/hook/runtime.ts";

/** Longer than anybody waits; a socket that hangs hears nothing of a signal. */
const HANGS_MS = 3_600_000;

type Misbehaviour = (runtime: FakeRuntime) => Promise<never>;
const hangs: Misbehaviour = async (runtime) => {
  await runtime.sleep(HANGS_MS);
  throw new Error("Cannot be reached: the test waited for a ledger that hangs");
};
const refusesConnections: Misbehaviour = () =>
  Promise.reject(Object.assign(new Error("user app, password hunter2"), { code: "ECONNREFUSED" }));
const isFull: Misbehaviour = () =>
  Promise.reject(Object.assign(new Error("sorry, too many clients already"), { code: "53300" }));
const isStrange: Misbehaviour = () =>
  Promise.reject(Object.assign(new Error("password hunter2"), { code: "hunter2" }));

const DOWN = [
  ["hangs", hangs, "timeout"],
  ["refuses connections", refusesConnections, "ECONNREFUSED"],
  ["has no connection left", isFull, "sqlstate_53300"],
  ["fails with a code that nobody knows", isStrange, "unknown"],
] as const;

const isDown = (misbehaves: Misbehaviour) => (_: Ledger, runtime: FakeRuntime): Partial<Ledger> => ({
  claim: () => misbehaves(runtime),
  settle: () => misbehaves(runtime),
  outcomeOf: () => misbehaves(runtime),
});

describe.each(DOWN)("a ledger that %s", (_, misbehaves, cause) => {
  test("refuses by default, sends nothing, and is named in the log by a word of a list", async () => {
    const { ask, sender } = setUpDelivery([], { ledger: isDown(misbehaves) });
    const { result, seen, tookMs } = await ask();
    expect(result).toEqual({ ok: false, error: { reason: "ledger_down", cause } });
    expect(seen.ledgerDown).toBe(cause);
    expect(sender.sent).toEqual([]);
    expect(tookMs).toBeLessThanOrEqual(1_000);
  });

  test("leaves time for a send where sending is preferred, also to a provider that takes two seconds", async () => {
    const { ask, sender } = setUpDelivery([accepted()], {
      ledger: isDown(misbehaves),
      standIn: true,
      takesMs: 2_000,
    });
    const { result, seen, tookMs } = await ask();
    expect(result.ok).toBe(true);
    expect(seen.outcome).toEqual(accepted());
    expect(seen.ledgerDown).toBe(cause);
    expect(sender.sent).toHaveLength(1);
    expect(tookMs).toBeLessThanOrEqual(4_000);
  });

  test("is stood in for by this process: a retry sends nothing, and limits still hold here", async () => {
    const { ask, sender } = setUpDelivery(Array.from({ length: 5 }, () => accepted()), {
      ledger: isDown(misbehaves),
      standIn: true,
    });
    for (const body of ["1", "1", "2", "3", "4", "5"]) expect((await ask(body)).result.ok).toBe(true);
    expect((await ask("6")).result).toMatchObject({
      error: { reason: "rate_limited", rule: "per_number 5/1h" },
    });
    expect(sender.sent).toHaveLength(5);
  });

  test("only when settling changes no answer, is answered in time, and leaves a line of its own", async () => {
    for (const outcome of [accepted(), rejected("misconfigured")]) {
      const { ask, entries } = setUpDelivery([outcome], {
        ledger: (_, runtime) => ({ settle: () => misbehaves(runtime) }),
        takesMs: 3_900,
      });
      const { result, seen, tookMs } = await ask();
      expect(result.ok).toBe(outcome.status === "accepted");
      expect(tookMs).toBeLessThanOrEqual(4_200);
      expect(entries).toMatchObject([{ level: "error", event: "ledger_unsettled", key: seen.key, cause }]);
      expect(JSON.stringify(entries)).not.toContain("hunter2");
    }
  });

  test("when a duplicate looks for the first outcome, is no reason to send again", async () => {
    const { ask, sender } = setUpDelivery([], {
      ledger: (_, runtime) => ({
        claim: () => Promise.resolve({ status: "duplicate", outcome: "in_flight" }),
        outcomeOf: () => misbehaves(runtime),
      }),
    });
    const { result, tookMs } = await ask();
    expect(result.ok).toBe(true);
    expect(tookMs).toBeLessThanOrEqual(4_000);
    expect(sender.sent).toEqual([]);
  });

  test("and comes back is used again at once", async () => {
    let down = true;
    const { ask } = setUpDelivery([accepted()], {
      ledger: (memory, runtime) => ({
        claim: (...what) => down ? misbehaves(runtime) : memory.claim(...what),
      }),
    });
    expect((await ask("first")).result.ok).toBe(false);
    down = false;
    const { result, seen } = await ask("second");
    expect(result.ok).toBe(true);
    expect(seen.ledgerDown).toBeUndefined();
  });
});

test("a copy whose ledger answers late sends nothing where another copy was sent for meanwhile", async () => {
  let claims = 0;
  const { ask, sender } = setUpDelivery([accepted(), accepted()], {
    ledger: (memory, runtime) => ({
      claim: (...what) =>
        claims++ === 0 ? runtime.sleep(900).then(() => memory.claim(...what)) : refusesConnections(runtime),
    }),
    standIn: true,
  });
  const [late, other] = await Promise.all([ask(), ask()]);
  expect(sender.sent).toHaveLength(1);
  expect(late.result).toEqual(other.result);
  expect(late.seen.duplicate).toBe(true);
});

test("a ledger that comes back between two copies of a request is not asked to claim the second one", async () => {
  let down = true;
  const { ask, sender } = setUpDelivery([accepted()], {
    ledger: (memory, runtime) => ({
      claim: (...what) => down ? refusesConnections(runtime) : memory.claim(...what),
    }),
    standIn: true,
  });
  const first = await ask();
  down = false;
  const second = await ask();
  expect(second.result).toEqual(first.result);
  expect(second.seen.duplicate).toBe(true);
  expect(sender.sent).toHaveLength(1);
});

describe("a ledger that is slow", () => {
  test("and claims in 900 ms is no ledger that is down", async () => {
    const { ask } = setUpDelivery([accepted()], {
      ledger: (memory, runtime) => ({
        claim: (...what) => runtime.sleep(900).then(() => memory.claim(...what)),
      }),
    });
    expect((await ask()).result.ok).toBe(true);
  });

  test("to settle holds no answer up where the host waits behind it, and a retry waits for it", async () => {
    const left: Promise<unknown>[] = [];
    const { ask, sender } = setUpDelivery([rejected("recipient_invalid")], {
      ledger: (memory, runtime) => ({
        settle: (...what) => runtime.sleep(700).then(() => memory.settle(...what)),
      }),
      waitUntil: (promise) => void left.push(promise),
    });
    const first = await ask();
    expect(first.tookMs).toBe(0);
    const second = await ask();
    expect(second.result).toEqual(first.result);
    expect(second.seen.duplicate).toBe(true);
    expect(second.tookMs).toBeGreaterThanOrEqual(700);
    expect(sender.sent).toHaveLength(1);
    await Promise.all(left);
  });

  test("to settle is waited for where nothing runs behind an answer", async () => {
    const { ask, memory } = setUpDelivery([accepted()], {
      ledger: (memory, runtime) => ({
        settle: (...what) => runtime.sleep(700).then(() => memory.settle(...what)),
      }),
    });
    const { seen } = await ask();
    const { signal } = new AbortController();
    expect(await memory.outcomeOf(seen.key ?? "", { signal })).toEqual(accepted());
  });
});

test("a hundred duplicates in flight look with growing pauses, and never claim again", async () => {
  let claims = 0;
  let looks = 0;
  const { ask } = setUpDelivery([accepted()], {
    ledger: (memory) => ({
      claim: (...what) => (claims++, memory.claim(...what)),
      outcomeOf: (...what) => (looks++, memory.outcomeOf(...what)),
    }),
    takesMs: 3_000,
  });
  await Promise.all(Array.from({ length: 101 }, () => ask()));
  expect(claims).toBe(101);
  expect(looks).toBeLessThanOrEqual(100 * 12);
});
