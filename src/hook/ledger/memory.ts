import type { SendOutcome } from "../sms/sms-sender.ts";
import { givesBack, KEEP_OUTCOME_SECONDS, type Ledger } from "./ledger.ts";
import { createRecentMap } from "./recent-map.ts";
import { createWindows, type Taken } from "./windows.ts";

/** What was counted, to be given back if the provider rejects. */
interface InFlight {
  status: "in_flight";
  taken: readonly Taken[];
  takenAt: number;
}

/**
 * The ledger of one process: exactly-once and limits hold as long as it lives and only inside it. The newest
 * `entries` requests and as many counted subjects of each scope are sure to be kept, twice as many at most.
 */
export function createMemoryLedger(
  { now, entries = 5_000 }: { now: () => number; entries?: number },
): Ledger {
  const claims = createRecentMap<SendOutcome | InFlight>({
    size: entries,
    keepMs: KEEP_OUTCOME_SECONDS * 1000,
  });
  const windows = createWindows(entries);

  function outcomeOf(key: string): SendOutcome | "in_flight" | undefined {
    const known = claims.get(key);
    return known?.status === "in_flight" ? "in_flight" : known;
  }

  return {
    // Nothing awaits between reading and writing: that is what makes a claim atomic here.
    claim({ key, counters }) {
      const at = now();
      const outcome = outcomeOf(key);
      if (outcome !== undefined) return Promise.resolve({ status: "duplicate", outcome });
      const taken = windows.take(counters, at);
      if (!Array.isArray(taken)) {
        const retryAfterSeconds = Math.max(1, Math.ceil(taken.retryAfterMs / 1000));
        return Promise.resolve({ status: "limited", rule: taken.rule, retryAfterSeconds });
      }
      claims.set(key, { status: "in_flight", taken, takenAt: at }, at);
      return Promise.resolve({ status: "claimed" });
    },
    outcomeOf: (key) => Promise.resolve(outcomeOf(key)),
    settle(key, { outcome }) {
      const claim = claims.get(key);
      if (claim?.status === "in_flight") {
        if (givesBack(outcome)) windows.giveBack(claim.taken, claim.takenAt);
        claims.set(key, withoutTrace(outcome), now());
      }
      return Promise.resolve();
    },
  };
}

/** The provider's request id is in the log of the first attempt; thousands of them are not worth keeping. */
function withoutTrace({ trace: _, ...outcome }: SendOutcome): SendOutcome {
  return outcome;
}
