import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/hook/ledger/ledger.ts";
import { setUpDelivery } from "../../support/hook/delivery.ts";
import { accepted, rejected } from "../../support/hook/examples.ts";

const { signal } = new AbortController();
const isAway = () => Promise.reject(Object.assign(new Error("away"), { code: "ECONNREFUSED" }));

/** A ledger that is away when it is to settle, so many times. */
const awayFor = (times: number) => (memory: Ledger): Partial<Ledger> => {
  let left = times;
  return { settle: (...what) => left-- > 0 ? isAway() : memory.settle(...what) };
};

describe("an outcome that a ledger did not take", () => {
  test("is told to it again behind the answer, for as long as a database is started anew", async () => {
    const left: Promise<unknown>[] = [];
    const { ask, memory, entries, runtime } = setUpDelivery([rejected("recipient_invalid")], {
      ledger: awayFor(3),
      waitUntil: (promise) => void left.push(promise),
    });
    const { seen, tookMs } = await ask();
    expect(tookMs).toBe(0);
    await Promise.all(left);
    expect(await memory.outcomeOf(seen.key ?? "", { signal })).toEqual(rejected("recipient_invalid"));
    expect(runtime.now() - seen.arrivedAt).toBeGreaterThan(5_000);
    expect(entries).toEqual([]);
  });

  test("is told to it once more before the answer where nothing runs behind one", async () => {
    const { ask, memory, entries } = setUpDelivery([accepted()], { ledger: awayFor(1) });
    const { seen, tookMs } = await ask();
    expect(tookMs).toBeLessThanOrEqual(1_000);
    expect(await memory.outcomeOf(seen.key ?? "", { signal })).toEqual(accepted());
    expect(entries).toEqual([]);
  });

  test("that never comes back, leaves one line and no more", async () => {
    const left: Promise<unknown>[] = [];
    const { ask, entries, runtime } = setUpDelivery([accepted()], {
      ledger: awayFor(Infinity),
      waitUntil: (promise) => void left.push(promise),
    });
    const { seen } = await ask();
    await Promise.all(left);
    expect(entries).toMatchObject([{ event: "ledger_unsettled", cause: "ECONNREFUSED" }]);
    expect(runtime.now() - seen.arrivedAt).toBeLessThan(15_000);
  });

  test("gives a place back once, though the try that seemed to fail had landed", async () => {
    let tries = 0;
    const { ask } = setUpDelivery([accepted(), rejected("misconfigured"), accepted(), accepted()], {
      env: { SMS_LIMIT_PER_NUMBER: "2/1h" },
      ledger: (memory) => ({
        settle: async (...what) => {
          await memory.settle(...what);
          if (++tries === 2) await isAway();
        },
      }),
    });
    expect((await ask("first")).result.ok).toBe(true);
    expect((await ask("second")).result).toMatchObject({ error: { reason: "rejected" } });
    expect(tries).toBe(3);
    expect((await ask("third")).result.ok).toBe(true);
    expect((await ask("fourth")).result).toMatchObject({ error: { reason: "rate_limited" } });
  });
});
