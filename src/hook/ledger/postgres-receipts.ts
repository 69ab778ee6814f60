import type { Database } from "../runtime/runtime.ts";
import type { Receipt } from "../sms/receipt.ts";
import type { Receipts } from "./receipts.ts";

/** Also what `npm run receipts` writes with. */
export const RECEIVE = "select send_sms.receive($1::jsonb) as answer";

export const createPostgresReceipts = ({ database }: { database: Database }): Receipts => ({
  async receive(receipts, { signal }) {
    const [row] = await database.query(RECEIVE, [reportsOf(receipts)], signal);
    return Number(row?.["answer"]);
  },
});

export const reportsOf = (receipts: readonly Receipt[]): string =>
  JSON.stringify(receipts.map(({ key, receiptId, delivered, code, reportedAt }) => ({
    outId: key,
    bizId: receiptId,
    delivered,
    code,
    reportedAt: new Date(reportedAt).toISOString(),
  })));
