import { givesBack, KEEP_OUTCOME_SECONDS, type Ledger, type SettledOutcome } from "./ledger.ts";
import { createWindows, type Taken } from "./windows.ts";

interface Claim {
  claimedAt: number;
  outcome: SettledOutcome | "in_flight";
  taken: readonly Taken[];
}

const NOTHING: readonly Taken[] = [];

/**
 * The ledger of one process: exactly-once and limits hold as long as it lives and only inside it. At most
 * `maxEntries` requests and as many counted subjects are kept; beyond that the oldest are forgotten.
 */
export function createMemoryLedger(
  { now, maxEntries = 50_000 }: { now: () => number; maxEntries?: number },
): Ledger {
  const claims = new Map<string, Claim>();
  const windows = createWindows(maxEntries);

  /** Insertion order is age order, so only the front can be too old. */
  function forgetOld(at: number): void {
    for (const [key, claim] of claims) {
      const old = claim.claimedAt < at - KEEP_OUTCOME_SECONDS * 1000;
      if (!old && claims.size < maxEntries) return;
      claims.delete(key);
    }
  }

  return {
    // Nothing awaits between reading and writing: that is what makes a claim atomic here.
    claim({ key, counters }) {
      const at = now();
      const known = claims.get(key);
      if (known) return Promise.resolve({ status: "duplicate", outcome: known.outcome });
      const taken = windows.take(counters, at);
      if (!Array.isArray(taken)) {
        const retryAfterSeconds = Math.max(1, Math.ceil(taken.retryAfterMs / 1000));
        return Promise.resolve({ status: "limited", rule: taken.rule, retryAfterSeconds });
      }
      forgetOld(at);
      claims.set(key, { claimedAt: at, outcome: "in_flight", taken });
      return Promise.resolve({ status: "claimed" });
    },
    settle(key, outcome) {
      const claim = claims.get(key);
      if (claim?.outcome === "in_flight") {
        if (givesBack(outcome)) windows.giveBack(claim.taken);
        claim.outcome = outcome;
        claim.taken = NOTHING;
      }
      return Promise.resolve();
    },
  };
}
