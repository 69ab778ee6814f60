import type { SendOutcome } from "../sms/sms-sender.ts";
import { type ClaimVerdict, KEEP_OUTCOME_SECONDS, type KnownOutcome, type Ledger } from "./ledger.ts";
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
  const looks = createSharing<KnownOutcome | undefined>();

  const remember = (key: string, outcome: SendOutcome | "in_flight"): void => known.set(key, outcome, now());

  return {
    async claim(request, options) {
      const { key } = request;
      const outcome = known.get(key);
      if (outcome !== undefined) return { status: "duplicate", outcome };
      const { value: verdict, first } = await claims.share(
        key,
        options,
        () => ledger.claim(request, options),
      );
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
      const { value } = await looks.share(key, options, () => ledger.outcomeOf(key, options));
      if (typeof value === "object") remember(key, value);
      return value;
    },
    settle(key, settlement, options) {
      const { trace: _, ...outcome } = settlement.outcome;
      // At once: the copies that wait here need not wait for the book-keeping too.
      if (known.get(key) === "in_flight") remember(key, outcome);
      return ledger.settle(key, settlement, options);
    },
    async settleUnheard(...what) {
      await ledger.settleUnheard?.(...what);
    },
  };
}

/**
 * One answer for all that ask for the same while it is on its way. Whoever asked first gives up by a deadline that is
 * not the others': one who still has time asks anew then, and a ledger that refuses has refused them all.
 */
function createSharing<T>() {
  const pending = new Map<string, { answer: Promise<T>; signal: AbortSignal }>();
  return {
    async share(
      key: string,
      { signal }: { signal: AbortSignal },
      ask: () => Promise<T>,
    ): Promise<{ value: T; first: boolean }> {
      for (let running = pending.get(key); running; running = pending.get(key)) {
        try {
          return { value: await running.answer, first: false };
        } catch (error) {
          if (!running.signal.aborted || signal.aborted) throw error;
        }
      }
      const answer = ask();
      pending.set(key, { answer, signal });
      try {
        return { value: await answer, first: true };
      } finally {
        pending.delete(key);
      }
    },
  };
}
