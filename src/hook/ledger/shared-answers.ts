import type { SendOutcome } from "../sms/sms-sender.ts";
import { type ClaimVerdict, KEEP_OUTCOME_SECONDS, type Ledger } from "./ledger.ts";
import { createRecentMap } from "./recent-map.ts";

/**
 * A ledger in front of another, for the copies of a request that reach one process: the other is asked once for all
 * that ask at the same time, and not at all for what this process has claimed or knows the end of. An outcome never
 * changes, so what is remembered here cannot be out of date. It decides nothing: every first claim is the other's.
 */
export function createSharedAnswers(
  ledger: Ledger,
  { now, entries = 5_000 }: { now: () => number; entries?: number },
): Ledger {
  const known = createRecentMap<SendOutcome | "in_flight">({
    size: entries,
    keepMs: KEEP_OUTCOME_SECONDS * 1000,
  });
  const claims = createSharing<ClaimVerdict>();
  const looks = createSharing<SendOutcome | "in_flight" | undefined>();

  const remember = (key: string, outcome: SendOutcome | "in_flight"): void => known.set(key, outcome, now());

  return {
    async claim(request, options) {
      const { key } = request;
      const outcome = known.get(key);
      if (outcome !== undefined) return { status: "duplicate", outcome };
      const { value: verdict, first } = await claims.share(key, () => ledger.claim(request, options));
      if (verdict.status === "claimed") {
        if (!first) return { status: "duplicate", outcome: known.get(key) ?? "in_flight" };
        remember(key, "in_flight");
      } else if (verdict.status === "duplicate" && verdict.outcome !== "in_flight") {
        remember(key, verdict.outcome);
      }
      return verdict;
    },
    async outcomeOf(key, options) {
      const outcome = known.get(key);
      if (outcome !== undefined) return outcome;
      const { value } = await looks.share(key, () => ledger.outcomeOf(key, options));
      if (value !== undefined && value !== "in_flight") remember(key, value);
      return value;
    },
    settle(key, settlement, options) {
      const { trace: _, ...outcome } = settlement.outcome;
      // At once: the copies that wait here need not wait for the book-keeping too.
      if (known.get(key) === "in_flight") remember(key, outcome);
      return ledger.settle(key, settlement, options);
    },
  };
}

/** One answer for all that ask for the same while it is on its way. */
function createSharing<T>() {
  const pending = new Map<string, Promise<T>>();
  return {
    async share(key: string, ask: () => Promise<T>): Promise<{ value: T; first: boolean }> {
      const running = pending.get(key);
      if (running) return { value: await running, first: false };
      const asked = ask();
      pending.set(key, asked);
      try {
        return { value: await asked, first: true };
      } finally {
        pending.delete(key);
      }
    },
  };
}
