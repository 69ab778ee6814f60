import type { Receipt } from "../sms/receipt.ts";
import type { Receipts } from "./receipts.ts";
import { createRecentMap } from "./recent-map.ts";

/** Without a database a receipt is a line of the log; kept is only what tells news from a repetition. */
export function createMemoryReceipts(
  { now, entries = 5_000 }: { now: () => number; entries?: number },
): Receipts {
  const known = createRecentMap<Receipt>({ size: entries });

  function isNews(receipt: Receipt): boolean {
    const message = `${receipt.key ?? ""} ${receipt.receiptId ?? ""}`;
    const before = known.get(message);
    if (before !== undefined && !isLater(receipt, before)) return false;
    known.set(message, receipt, now());
    return true;
  }

  return {
    receive: (receipts) => {
      // Of several on one message in a batch the latest counts, as in the database.
      const ascending = receipts.toSorted((a, b) => isLater(a, b) ? 1 : -1);
      const messages = new Set(ascending.filter(isNews).map(({ key, receiptId }) => `${key} ${receiptId}`));
      return Promise.resolve(messages.size);
    },
  };
}

/** Any order will do between reports of one moment, as long as it is the same for all. */
function isLater(a: Receipt, b: Receipt): boolean {
  if (a.reportedAt !== b.reportedAt) return a.reportedAt > b.reportedAt;
  if (a.delivered !== b.delivered) return a.delivered;
  return (a.code ?? "") > (b.code ?? "");
}
