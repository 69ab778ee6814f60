import { waitersOf } from "./within.ts";

/**
 * Lends a signal of its own that aborts with one that many share. Deno keeps a reference for every fetch at the signal
 * that it is given until that aborts, however soon the answer came: at a shared one they are those of all that share it.
 */
export async function withOwnSignal<T>(
  shared: AbortSignal,
  begin: (own: AbortSignal) => Promise<T>,
): Promise<T> {
  if (shared.aborted) return begin(shared);
  const controller = new AbortController();
  const abort = () => controller.abort(shared.reason);
  const waiters = waitersOf(shared);
  waiters.add(abort);
  try {
    return await begin(controller.signal);
  } finally {
    waiters.delete(abort);
  }
}
