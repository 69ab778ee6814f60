import type { Runtime } from "../runtime/runtime.ts";
import { downCauseOf } from "./down-cause.ts";
import type { KeptEnds } from "./kept-ends.ts";

/** What one try of book-keeping may take where nobody waits for it. */
const SETTLE_MS = 1_000;
/** What it has at the least before an answer that is late already. */
const MIN_SETTLE_MS = 200;
/** Between the tries behind an answer: together as long as a database takes that is started anew. */
const PAUSES_BEHIND_MS = [500, 2_000, 6_000];
/** Before the one more try that an answer waits for: a lost connection is made again sooner than that. */
const PAUSES_BEFORE_MS = [250];

export type SettleWithin = (
  key: string,
  settle: (options: { signal: AbortSignal }) => Promise<void>,
  deadline: number,
) => Promise<void>;

/**
 * Keeps an outcome, off the answer's way where the host can wait after it. Never fails: book-keeping after a send
 * changes no answer. A retry of Auth that comes before it has landed finds the request in flight and waits.
 *
 * What fails is tried again, and kept for a later claim in the end, for a request whose outcome is lost stays in flight
 * for ever. That may follow a try that did land: a ledger keeps the first outcome that it is told.
 */
export function createSettleWithin(
  { runtime, keptEnds, onUnsettled }: {
    runtime: Runtime;
    keptEnds: KeptEnds;
    onUnsettled: (key: string, cause: string) => void;
  },
): SettleWithin {
  async function settleUntil(
    end: number,
    pauses: readonly number[],
    key: string,
    settle: Parameters<SettleWithin>[1],
  ): Promise<void> {
    for (let nth = 0;; nth++) {
      try {
        return await settle({ signal: runtime.timeout(Math.min(SETTLE_MS, end - runtime.now())) });
      } catch (error) {
        const pause = pauses[nth];
        if (pause === undefined || runtime.now() + pause >= end) {
          keptEnds.keep(settle);
          return onUnsettled(key, downCauseOf(error));
        }
        await runtime.sleep(pause);
      }
    }
  }

  return async function settleWithin(key, settle, deadline) {
    if (runtime.waitUntil) {
      return runtime.waitUntil(settleUntil(Infinity, PAUSES_BEHIND_MS, key, settle));
    }
    const now = runtime.now();
    const left = Math.max(MIN_SETTLE_MS, Math.min(SETTLE_MS, deadline - now));
    await settleUntil(now + left, PAUSES_BEFORE_MS, key, settle);
  };
}
