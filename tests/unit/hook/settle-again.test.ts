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

  test.each([false, true])(
    "is told to it before the next claim in the end, where the host waits behind answers: %s",
    async (waits) => {
      const left: Promise<unknown>[] = [];
      let away = true;
      const { ask } = setUpDelivery([rejected("misconfigured"), accepted()], {
        env: { SMS_LIMIT_PER_NUMBER: "1/1h" },
        ledger: (memory) => ({ settle: (...what) => away ? isAway() : memory.settle(...what) }),
        ...(waits && { waitUntil: (promise) => void left.push(promise) }),
      });
      await ask("first");
      await Promise.all(left);
      away = false;
      // The one code of this hour.
      expect((await ask("second")).result.ok).toBe(true);
    },
  );

  test("costs one claim half of its second, where the ledger still takes none, and others nothing", async () => {
    const left: Promise<unknown>[] = [];
    const { ask } = setUpDelivery([accepted(), accepted(), accepted()], {
      ledger: (_, runtime) => ({ settle: () => runtime.sleep(3_600_000) }),
      waitUntil: (promise) => void left.push(promise),
    });
    await ask("first");
    await Promise.all(left);
    const [second, third] = [await ask("second"), await ask("third")];
    expect([second.tookMs, third.tookMs]).toEqual([500, 0]);
    expect([second.result.ok, third.result.ok]).toEqual([true, true]);
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
