import type { Runtime } from "../runtime/runtime.ts";
import { downCauseOf } from "./down-cause.ts";
import type { Ledger, Settlement } from "./ledger.ts";

/** What book-keeping may take where nobody waits for it. */
const SETTLE_MS = 1_000;
/** What it has at the least before an answer that is late already. */
const MIN_SETTLE_MS = 200;

/**
 * Keeps an outcome, off the answer's way where the host can wait after it. Never fails: book-keeping after a send
 * changes no answer. A retry that comes before it has landed finds the request in flight and waits.
 */
export function createSettleWithin(
  { runtime, onUnsettled }: { runtime: Runtime; onUnsettled: (key: string, cause: string) => void },
) {
  return async function settleWithin(
    ledger: Ledger,
    key: string,
    settlement: Settlement,
    deadline: number,
  ): Promise<void> {
    const left = runtime.waitUntil ? SETTLE_MS : deadline - runtime.now();
    const signal = runtime.timeout(Math.min(SETTLE_MS, Math.max(MIN_SETTLE_MS, left)));
    const settled = ledger.settle(key, settlement, { signal })
      .catch((error: unknown) => onUnsettled(key, downCauseOf(error)));
    if (runtime.waitUntil) return runtime.waitUntil(settled);
    await settled;
  };
}
