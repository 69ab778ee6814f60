/** Auth gives all its attempts together five seconds (supabase/auth internal/hooks/hookshttp: 5 s, 3 tries). */
const BUDGET_MS = 4_000;
const AUTH_BUDGET_MS = 5_000;
/** A send that starts with less left is likely to end in a timeout that nobody can interpret. */
export const MIN_SEND_MS = 1_000;

/**
 * When our answer must be out, as a clock time in ms. `metadata.time` is the start of Auth's first attempt: what
 * earlier attempts and the way here used up is gone. Where our clock is behind, `webhook-timestamp`, which is of
 * Auth's own clock and new with every attempt (supabase/auth internal/hooks/hookshttp), still says it to the second;
 * where it is ahead, nothing tells that from a request that was late. An age outside 0–5 s is no attempt that Auth
 * still waits for, and is ignored.
 */
export function deadlineOf(
  { arrivedAt, firstAttemptAt, signedAtSeconds }: {
    arrivedAt: number;
    firstAttemptAt: number | undefined;
    signedAtSeconds: number;
  },
): number {
  if (firstAttemptAt === undefined) return arrivedAt + BUDGET_MS;
  const atLeast = signedAtSeconds * 1000 - firstAttemptAt;
  const byOurClock = arrivedAt - firstAttemptAt;
  const age = byOurClock >= atLeast ? byOurClock : atLeast + 999;
  return arrivedAt + BUDGET_MS - (age > 0 && age <= AUTH_BUDGET_MS ? age : 0);
}
