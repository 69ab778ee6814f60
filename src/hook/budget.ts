/** Ours of the five seconds that Auth gives all its attempts together (supabase/auth internal/hooks/hookshttp). */
const BUDGET_MS = 4_000;
/** An age beyond this is no attempt that Auth still waits for. */
const AUTH_BUDGET_MS = 5_000;
/** A send that starts with less left is likely to end in a timeout that nobody can interpret. */
export const MIN_SEND_MS = 1_000;
/** What a request keeps whose age only a clock that differs from Auth's claims: a claim and a send. */
const LATE_BY_OUR_CLOCK_MS = 1_500;

export interface Attempt {
  /** By our clock, Unix ms. */
  arrivedAt: number;
  /** `metadata.time`, by Auth's clock: the start of its first attempt, Unix ms; undefined before 2.187. */
  firstAttemptAt: number | undefined;
  /** `webhook-timestamp`, by Auth's clock and new with every attempt, Unix seconds. */
  signedAtSeconds: number;
}

/**
 * When our answer must be out, by our clock, Unix ms.
 *
 * Auth's own two stamps tell the age of an attempt to the second. Where our clock says more, the request was late or
 * our clock is ahead, and nothing tells which: such a request gets less time, but never too little for a send.
 */
export function deadlineOf(attempt: Attempt): number {
  return attempt.arrivedAt + BUDGET_MS - ageOf(attempt);
}

function ageOf({ arrivedAt, firstAttemptAt, signedAtSeconds }: Attempt): number {
  if (firstAttemptAt === undefined) return 0;
  const youngest = signedAtSeconds * 1000 - firstAttemptAt;
  if (youngest > AUTH_BUDGET_MS) return 0;
  // A first attempt is milliseconds old; of a later one half a second either way is inside the second that our
  // budget leaves of Auth's.
  const likely = youngest < 1_000 ? 0 : youngest + 500;
  const byOurClock = arrivedAt - firstAttemptAt;
  if (byOurClock < 0 || byOurClock > AUTH_BUDGET_MS) return likely;
  return Math.max(likely, Math.min(byOurClock, BUDGET_MS - LATE_BY_OUR_CLOCK_MS));
}

/**
 * How far our clock is ahead of Auth's, in ms, negative where it is behind; 0 inside the second that a
 * `webhook-timestamp` stands for. What a request took to arrive counts as ahead.
 */
export function clockAheadMs({ arrivedAt, signedAtSeconds }: Attempt): number {
  const signedAt = signedAtSeconds * 1000;
  if (arrivedAt < signedAt) return arrivedAt - signedAt;
  return Math.max(0, arrivedAt - signedAt - 999);
}
