import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countersOf } from "../../../src/hook/ledger/limits.ts";
import type { ClaimVerdict } from "../../../src/hook/ledger/ledger.ts";
import type { Counter } from "../../../src/hook/ledger/limits.ts";
import { createMemoryLedger } from "../../../src/hook/ledger/memory.ts";
import { claimRequestOf } from "../../contract/ledger-contract.ts";
import { configOf } from "../../support/hook/config.ts";
import { accepted, recordOfExample, rejected, unconfirmed } from "../../support/hook/examples.ts";

const { signal } = new AbortController();
const OUTCOMES = [accepted(), unconfirmed(), rejected("misconfigured"), rejected("provider_failed")];

/** The same promises, written down slowly: one list of open windows per subject and rule. */
function createModel() {
  const windows = new Map<string, { openedAt: number; count: number }>();
  const claims = new Map<string, { outcome: unknown; taken: { openedAt: number; count: number }[] }>();
  return {
    claim(key: string, counters: readonly Counter[], now: number): string {
      if (claims.has(key)) return "duplicate";
      const all = counters.flatMap(({ scope, subject, rules }) =>
        rules.map((rule, i) => ({ id: `${scope} ${subject} ${i}`, rule }))
      );
      const open = (id: string, seconds: number) => {
        const window = windows.get(id);
        return window && now < window.openedAt + seconds * 1000 ? window : undefined;
      };
      if (all.some(({ id, rule }) => (open(id, rule.windowSeconds)?.count ?? 0) >= rule.count)) {
        return "limited";
      }
      const taken = all.map(({ id, rule }) => {
        const window = open(id, rule.windowSeconds) ?? { openedAt: now, count: 0 };
        window.count++;
        windows.set(id, window);
        return window;
      });
      claims.set(key, { outcome: undefined, taken });
      return "claimed";
    },
    settle(key: string, givesBack: boolean): void {
      const claim = claims.get(key);
      if (!claim || claim.outcome !== undefined) return;
      claim.outcome = "settled";
      for (const window of givesBack ? claim.taken : []) {
        window.count--;
        if (window.count === 0) window.openedAt = -Infinity;
      }
    },
  };
}

describe("the memory ledger", () => {
  test("does what a naive model does, for any sequence of claims, outcomes and pauses", async () => {
    const rule = fc.record({
      count: fc.integer({ min: 1, max: 3 }),
      windowSeconds: fc.integer({ min: 1, max: 5 }),
    });
    const rules = fc.tuple(fc.array(rule, { maxLength: 2 }), fc.array(rule, { maxLength: 1 }));
    const step = fc.oneof(
      fc.record({ do: fc.constant("claim" as const), key: fc.nat({ max: 12 }), number: fc.nat({ max: 1 }) }),
      fc.record({
        do: fc.constant("settle" as const),
        key: fc.nat({ max: 12 }),
        outcome: fc.constantFrom(...OUTCOMES),
      }),
      fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, 500, 999, 1_000, 2_000) }),
    );
    await fc.assert(
      fc.asyncProperty(rules, fc.array(step, { maxLength: 40 }), async ([perNumber, total], steps) => {
        let now = 0;
        const ledger = createMemoryLedger({ now: () => now });
        const model = createModel();
        for (const one of steps) {
          if (one.do === "wait") now += one.ms;
          else if (one.do === "settle") {
            await ledger.settle(String(one.key), { outcome: one.outcome }, { signal });
            model.settle(String(one.key), one.outcome === OUTCOMES[2]);
          } else {
            const counters: Counter[] = [
              { scope: "per_number", subject: String(one.number), rules: perNumber },
              { scope: "total", subject: "", rules: total },
            ];
            const { status } = await ledger.claim(claimRequestOf(String(one.key), ...counters), { signal });
            expect(status).toBe(model.claim(String(one.key), counters, now));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("promises a wait after which the same claim succeeds", async () => {
    const rule = fc.record({
      count: fc.integer({ min: 1, max: 2 }),
      windowSeconds: fc.integer({ min: 1, max: 90 }),
    });
    await fc.assert(fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 3 }), async (rules) => {
      let now = 0;
      const ledger = createMemoryLedger({ now: () => now });
      const counters: Counter[] = [{ scope: "total", subject: "", rules }];
      for (let i = 0; i < 10; i++) {
        const verdict: ClaimVerdict = await ledger.claim(claimRequestOf(`key ${i}`, ...counters), { signal });
        if (verdict.status !== "limited") continue;
        now += verdict.retryAfterSeconds * 1000;
        expect((await ledger.claim(claimRequestOf(`key ${i} again`, ...counters), { signal })).status).toBe(
          "claimed",
        );
      }
    }));
  });

  test("keeps the newest requests, and never more than twice as many", async () => {
    const ledger = createMemoryLedger({ now: () => 0, entries: 100 });
    const statusOf = async (key: string) => (await ledger.claim(claimRequestOf(key), { signal })).status;
    for (let i = 0; i < 1_000; i++) await statusOf(`key ${i}`);
    // Newest first: asking for a forgotten one makes it known again.
    for (let i = 999; i >= 900; i--) expect(await statusOf(`key ${i}`)).toBe("duplicate");
    expect(await statusOf("key 799")).toBe("claimed");
  });

  test("keeps a request for ten minutes, however the generations change, and forgets it after twenty", async () => {
    let now = 0;
    const ledger = createMemoryLedger({ now: () => now });
    const claimAt = async (ms: number, key: string) => {
      now = ms;
      return (await ledger.claim(claimRequestOf(key), { signal })).status;
    };
    await claimAt(0, "first");
    await claimAt(599_000, "old");
    await claimAt(600_001, "another");
    expect(await claimAt(1_199_000, "old")).toBe("duplicate");
    await claimAt(1_200_003, "a third");
    expect(await claimAt(1_200_004, "old")).toBe("claimed");
  });

  test("never forgets the total of the project, however many numbers there are", async () => {
    const ledger = createMemoryLedger({ now: () => 0, entries: 5 });
    const counters = (i: number): Counter[] => [
      { scope: "per_number", subject: `number ${i}`, rules: [{ count: 1, windowSeconds: 60 }] },
      { scope: "total", subject: "", rules: [{ count: 50, windowSeconds: 60 }] },
    ];
    const statuses: string[] = [];
    for (let i = 0; i < 100; i++) {
      statuses.push((await ledger.claim(claimRequestOf(`${i}`, ...counters(i)), { signal })).status);
    }
    expect(statuses.filter((status) => status === "claimed")).toHaveLength(50);
  });

  test("takes the settling of a request that it has forgotten", async () => {
    const ledger = createMemoryLedger({ now: () => 0, entries: 1 });
    const counters: Counter[] = [{ scope: "total", subject: "", rules: [{ count: 3, windowSeconds: 60 }] }];
    for (const key of ["first", "second", "third"]) {
      await ledger.claim(claimRequestOf(key, ...counters), { signal });
    }
    await ledger.settle("first", { outcome: rejected("misconfigured") }, { signal });
    expect((await ledger.claim(claimRequestOf("fourth", ...counters), { signal })).status).toBe("limited");
  });
});

describe("a memory ledger under attack", () => {
  const one = (scope: Counter["scope"], subject: string, count = 1): Counter => ({
    scope,
    subject,
    rules: [{ count, windowSeconds: 3_600 }],
  });

  test("keeps a full window however many numbers the provider refuses, which cost the attacker nothing", async () => {
    const ledger = createMemoryLedger({ now: () => 0, entries: 50 });
    await ledger.claim(claimRequestOf("victim", one("per_number", "victim")), { signal });
    for (let i = 0; i < 1_000; i++) {
      await ledger.claim(claimRequestOf(`${i}`, one("per_number", `${i}`)), { signal });
      await ledger.settle(`${i}`, { outcome: rejected("recipient_invalid") }, { signal });
    }
    expect((await ledger.claim(claimRequestOf("again", one("per_number", "victim")), { signal })).status)
      .toBe("limited");
  });

  test("keeps numbers however many addresses ask", async () => {
    const ledger = createMemoryLedger({ now: () => 0, entries: 50 });
    await ledger.claim(claimRequestOf("victim", one("per_number", "victim")), { signal });
    for (let i = 0; i < 1_000; i++) {
      await ledger.claim(claimRequestOf(`${i}`, one("per_ip", `${i}`)), { signal });
    }
    expect((await ledger.claim(claimRequestOf("again", one("per_number", "victim")), { signal })).status)
      .toBe("limited");
  });

  test("keeps no window open for longer than its length when the clock is set back", async () => {
    const day = 86_400_000;
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 10 * day }), async (ahead) => {
      let now = ahead;
      const ledger = createMemoryLedger({ now: () => now });
      const counter = one("per_number", "somebody");
      await ledger.claim(claimRequestOf("first", counter), { signal });
      now = 0;
      const verdict = await ledger.claim(claimRequestOf("second", counter), { signal });
      expect(verdict).toMatchObject({ status: "limited" });
      if (verdict.status === "limited") expect(verdict.retryAfterSeconds).toBeLessThanOrEqual(3_600);
      now = 3_600_000;
      expect((await ledger.claim(claimRequestOf("third", counter), { signal })).status).toBe("claimed");
    }));
  });
});

describe("countersOf()", () => {
  const env = {
    SMS_LIMIT_PER_IP: "1/1m",
    SMS_LIMIT_PER_PREFIX: "4/1m",
    SMS_LIMIT_PER_COUNTRY: "2/1m",
    SMS_LIMIT_TOTAL: "3/1m",
  };
  const all = configOf(env).limits;

  test("counts the number and the address by their hashes, its prefix, its country and the project", () => {
    const record = recordOfExample({ ipHash: "00112233445566778899aabbccddeeff" });
    expect(countersOf(all, record).map(({ scope, subject }) => `${scope} ${subject}`).sort()).toEqual([
      "per_country CN",
      "per_ip 00112233445566778899aabbccddeeff",
      "per_number 0f1e2d3c4b5a69788796a5b4c3d2e1f0",
      "per_prefix 861380013",
      "total ",
    ]);
  });

  test("counts no address where Auth does not say it", () => {
    const scopes = countersOf(all, recordOfExample({ ipHash: undefined })).map(({ scope }) => scope);
    expect(scopes).not.toContain("per_ip");
  });

  test("counts numbers of no country together", () => {
    const counted = countersOf(all, recordOfExample({ country: undefined }));
    expect(counted.find(({ scope }) => scope === "per_country")?.subject).toBe("none");
  });

  test("leaves out what is off", () => {
    const record = recordOfExample({ ipHash: "00112233445566778899aabbccddeeff" });
    expect(countersOf(configOf().limits, record).map(({ scope }) => scope)).toEqual(["per_number"]);
    expect(countersOf(configOf({ SMS_LIMIT_PER_NUMBER: "off" }).limits, record)).toEqual([]);
  });
});
