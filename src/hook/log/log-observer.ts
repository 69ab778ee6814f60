import { isUnsigned, type UnsignedFailure } from "../failure.ts";
import type { Observe } from "../seen.ts";
import type { Log } from "./log.ts";
import { logEntryOf } from "./log-entry.ts";

/** In this time one line stands for all that Auth did not sign and that was refused for the same cause. */
const EVERY_MS = 10_000;

/** A line for every request of Auth; of what others send, which costs them nothing, one in a while with a count. */
export function createLogObserver(log: Log): Observe {
  const ofCause = new Map<string, { writtenAt: number; unwritten: number }>();

  /** @returns how many went unwritten since the last line of this cause, or undefined where this one does too */
  function countUnwritten({ reason, cause }: UnsignedFailure, now: number): number | undefined {
    // Causes are fixed sentences of ours, so there is a handful of them.
    const last = ofCause.get(`${reason} ${cause}`);
    if (last !== undefined && now - last.writtenAt < EVERY_MS && now >= last.writtenAt) {
      last.unwritten++;
      return undefined;
    }
    ofCause.set(`${reason} ${cause}`, { writtenAt: now, unwritten: 0 });
    return last?.unwritten ?? 0;
  }

  return function observe(seen, result, answeredAt) {
    if (result.ok || !isUnsigned(result.error)) return log(logEntryOf(seen, result, answeredAt));
    const unwritten = countUnwritten(result.error, answeredAt);
    if (unwritten === undefined) return;
    log({ ...logEntryOf(seen, result, answeredAt), unwritten: unwritten || undefined });
  };
}
