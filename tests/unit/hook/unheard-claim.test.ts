import { describe, expect, test } from "vitest";
import type { Ledger, Settlement } from "../../../src/hook/ledger/ledger.ts";
import { setUpDelivery } from "../../support/hook/delivery.ts";
import { accepted } from "../../support/hook/examples.ts";

const isAway = () => Promise.reject(Object.assign(new Error("away"), { code: "ECONNRESET" }));

/** A ledger whose answers to claims are lost, and what it is told of them afterwards. */
function unheardLedger({ awayFor = 0 } = {}) {
  const ends: (Settlement["outcome"] | undefined)[] = [];
  let left = awayFor;
  const ledger: Partial<Ledger> = {
    claim: isAway,
    async settleUnheard(_, settlement) {
      if (left-- > 0) await isAway();
      ends.push(settlement?.outcome);
    },
  };
  return { ends, ledger: () => ledger };
}

describe("a claim that was not heard", () => {
  test("is ended as none behind the answer where nothing was sent, and again until the ledger takes it", async () => {
    const left: Promise<unknown>[] = [];
    const { ends, ledger } = unheardLedger({ awayFor: 3 });
    const { ask, entries } = setUpDelivery([], { ledger, waitUntil: (promise) => void left.push(promise) });
    const { result, tookMs } = await ask();
    expect(result).toMatchObject({ error: { reason: "ledger_down" } });
    expect(tookMs).toBe(0);
    await Promise.all(left);
    expect(ends).toEqual([undefined]);
    expect(entries).toEqual([]);
  });

  test("is ended before the answer where nothing runs behind one, within its second", async () => {
    const { ends, ledger } = unheardLedger({ awayFor: 1 });
    const { ask } = setUpDelivery([], { ledger });
    expect((await ask()).tookMs).toBeLessThanOrEqual(1_000);
    expect(ends).toEqual([undefined]);
  });

  test("is ended with what was sent all the same, that of a copy in this process as well", async () => {
    const { ends, ledger } = unheardLedger();
    const { ask, sender } = setUpDelivery([accepted()], { ledger, standIn: true, takesMs: 100 });
    await Promise.all([ask(), ask()]);
    expect(sender.sent).toHaveLength(1);
    expect(ends).toEqual([accepted(), accepted()]);
  });

  test("is ended as none where this process's own limits refuse the request", async () => {
    const { ends, ledger } = unheardLedger();
    const { ask } = setUpDelivery([accepted()], {
      env: { SMS_LIMIT_PER_NUMBER: "1/1h" },
      ledger,
      standIn: true,
    });
    await ask("first");
    expect((await ask("second")).result).toMatchObject({ error: { reason: "rate_limited" } });
    expect(ends).toEqual([accepted(), undefined]);
  });
});

test("a claim that comes late, after a copy was sent for, is settled with what was sent", async () => {
  const ends: unknown[] = [];
  let claims = 0;
  const { ask, sender } = setUpDelivery([accepted()], {
    ledger: (memory, runtime) => ({
      claim: (...what) => claims++ === 0 ? runtime.sleep(900).then(() => memory.claim(...what)) : isAway(),
      settleUnheard: (_, settlement) => (ends.push(settlement?.outcome), Promise.resolve()),
    }),
    standIn: true,
  });
  await Promise.all([ask(), ask()]);
  expect(sender.sent).toHaveLength(1);
  expect(ends).toEqual([accepted(), accepted()]);
});

describe("a copy that waits for a claim which is given up", () => {
  const givenUp = (verdicts: Awaited<ReturnType<Ledger["claim"]>>[]) => (): Partial<Ledger> => ({
    claim: () => Promise.resolve(verdicts.shift() ?? { status: "duplicate", outcome: "in_flight" }),
    outcomeOf: () => Promise.resolve("withdrawn"),
    settle: () => Promise.resolve(),
  });

  test("claims the request itself and sends", async () => {
    const { ask, sender } = setUpDelivery([accepted()], {
      ledger: givenUp([{ status: "duplicate", outcome: "in_flight" }, { status: "claimed" }]),
    });
    expect((await ask()).result.ok).toBe(true);
    expect(sender.sent).toHaveLength(1);
  });

  test("is refused where a window has filled meanwhile", async () => {
    const { ask, sender } = setUpDelivery([], {
      ledger: givenUp([
        { status: "duplicate", outcome: "in_flight" },
        { status: "limited", rule: "total 1/1h", retryAfterSeconds: 9 },
      ]),
    });
    expect((await ask()).result).toMatchObject({ error: { reason: "rate_limited" } });
    expect(sender.sent).toEqual([]);
  });

  test("is refused where it hears that too late for a send, and claims nothing that would only be given back", async () => {
    let claims = 0;
    const { ask, sender } = setUpDelivery([], {
      ledger: (_, runtime) => {
        const from = runtime.now();
        return {
          claim: () => (claims++, Promise.resolve({ status: "duplicate", outcome: "in_flight" })),
          outcomeOf: () => Promise.resolve(runtime.now() - from < 3_100 ? "in_flight" : "withdrawn"),
        };
      },
    });
    const { result, seen, tookMs } = await ask();
    expect(result).toEqual({ ok: false, error: { reason: "ledger_down", cause: "timeout" } });
    expect(seen.ledgerDown).toBe("timeout");
    expect(tookMs).toBeLessThanOrEqual(4_000);
    expect(sender.sent).toEqual([]);
    expect(claims).toBe(1);
  });

  test("waits no longer than it has time where one after another gives it up", async () => {
    const { ask } = setUpDelivery([], { ledger: givenUp([]) });
    expect((await ask()).tookMs).toBeLessThanOrEqual(4_000);
  });
});
