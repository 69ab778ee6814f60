/**
 * Who waits for which signal. One listener a signal, for many requests share one: a listener of each would cost more
 * than all else here, and Node warns of more than ten.
 */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** @returns what is called when the signal aborts; whoever waits no more takes its own out */
export function waitersOf(signal: AbortSignal): Set<() => void> {
  let waiters = waiting.get(signal);
  if (waiters === undefined) {
    const all = waiters = new Set();
    waiting.set(signal, waiters);
    signal.addEventListener("abort", () => all.forEach((expire) => expire()), { once: true });
  }
  return waiters;
}

/** @throws A `TimeoutError` when the signal aborts first; what was begun goes on by itself. */
export function within<T>(signal: AbortSignal, begin: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const expire = () => reject(new DOMException("Cannot wait any longer", "TimeoutError"));
    if (signal.aborted) return expire();
    const waiters = waitersOf(signal);
    waiters.add(expire);
    // Two handlers cost less than a finally, and this runs for every body that is read.
    begin().then((value) => {
      waiters.delete(expire);
      resolve(value);
    }, (error: unknown) => {
      waiters.delete(expire);
      reject(error);
    });
  });
}
