/** How much earlier than asked a timeout may come. */
const GRAIN_MS = 50;

/**
 * `timeout(ms)` for many requests at once: those whose deadlines fall into the same 50 ms share one signal,
 * which comes at the start of that span, so never late. A timer for each request that is hardly ever needed
 * costs more than the decision it guards.
 */
export function createSharedTimeouts(
  { now, timeout }: { now: () => number; timeout: (ms: number) => AbortSignal },
): (ms: number) => AbortSignal {
  const bySpan = new Map<number, AbortSignal>();

  return function sharedTimeout(ms) {
    const at = now();
    const span = Math.floor((at + ms) / GRAIN_MS);
    let signal = bySpan.get(span);
    if (signal === undefined) {
      signal = timeout(Math.max(0, span * GRAIN_MS - at));
      signal.addEventListener("abort", () => bySpan.delete(span));
      bySpan.set(span, signal);
    }
    return signal;
  };
}
