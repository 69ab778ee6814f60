/** Auth gives all its attempts together five seconds (supabase/auth internal/hooks/hookshttp: 5 s, 3 tries). */
const BUDGET_MS = 4_000;
const AUTH_BUDGET_MS = 5_000;
/** A send that starts with less left is likely to end in a timeout that nobody can interpret. */
export const MIN_SEND_MS = 1_000;

/**
 * When our answer must be out, as a clock time in ms. `metadata.time` is the start of Auth's first attempt:
 * what earlier attempts used up is gone. An age outside 0–5 s is clock skew and is ignored.
 */
export function deadlineOf(arrivedAt: number, firstAttemptAt: number | undefined): number {
  const age = firstAttemptAt === undefined ? 0 : arrivedAt - firstAttemptAt;
  return arrivedAt + BUDGET_MS - (age > 0 && age <= AUTH_BUDGET_MS ? age : 0);
}
