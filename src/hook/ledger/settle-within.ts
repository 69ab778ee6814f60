import type { Runtime } from "../runtime/runtime.ts";
import { downCauseOf } from "./down-cause.ts";
import type { KeptEnds } from "./kept-ends.ts";

/** What one try of book-keeping may take where nobody waits for it. */
const SETTLE_MS = 1_000;
/** What it has at the least before an answer that is late already. */
const MIN_SETTLE_MS = 200;
/** Between the tries behind an answer: together as long as a database takes that is started anew. */
const PAUSES_MS = [500, 2_000, 6_000];
/** Before the one more try that an answer waits for: a lost connection is made again sooner than that. */
const PAUSE_BEFORE_ANSWER_MS = 250;

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
  async function tryUntil(
    end: number,
    pauses: readonly number[],
    settle: Parameters<SettleWithin>[1],
  ): Promise<void> {
    for (let nth = 0;; nth++) {
      try {
        return await settle({ signal: runtime.timeout(Math.min(SETTLE_MS, end - runtime.now())) });
      } catch (error) {
        const pause = pauses[nth];
        if (pause === undefined || runtime.now() + pause >= end) throw error;
        await runtime.sleep(pause);
      }
    }
  }

  return async function settleWithin(key, settle, deadline) {
    const left = Math.max(MIN_SETTLE_MS, Math.min(SETTLE_MS, deadline - runtime.now()));
    const end = runtime.waitUntil ? Infinity : runtime.now() + left;
    const pauses = runtime.waitUntil ? PAUSES_MS : [PAUSE_BEFORE_ANSWER_MS];
    const settled = tryUntil(end, pauses, settle)
      .catch((error: unknown) => {
        keptEnds.keep(settle);
        onUnsettled(key, downCauseOf(error));
      });
    if (runtime.waitUntil) return runtime.waitUntil(settled);
    await settled;
  };
}
