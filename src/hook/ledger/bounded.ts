import { within } from "../runtime/within.ts";
import type { Ledger } from "./ledger.ts";

/** A ledger that keeps its callers no longer than they asked, whatever the one behind it does. */
export const createBoundedLedger = (ledger: Ledger): Ledger => ({
  claim: (request, options) => within(options.signal, () => ledger.claim(request, options)),
  outcomeOf: (key, options) => within(options.signal, () => ledger.outcomeOf(key, options)),
  settle: (key, settlement, options) => within(options.signal, () => ledger.settle(key, settlement, options)),
  settleUnheard: (request, settlement, options) =>
    within(options.signal, async () => await ledger.settleUnheard?.(request, settlement, options)),
});
