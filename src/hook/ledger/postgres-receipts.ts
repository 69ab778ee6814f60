import type { Database } from "../runtime/runtime.ts";
import type { Receipt } from "../sms/receipt.ts";
import type { Receipts } from "./receipts.ts";

/** Also what `npm run receipts` writes with. */
export const RECEIVE = "select send_sms.receive($1::jsonb) as answer";

/** Claims share the connection; and of a push that is too large for its time, each coming keeps some more. */
const AT_ONCE = 500;

export const createPostgresReceipts = ({ database }: { database: Database }): Receipts => ({
  async receive(receipts, { signal }) {
    let news = 0;
    for (let from = 0; from < receipts.length; from += AT_ONCE) {
      const some = reportsOf(receipts.slice(from, from + AT_ONCE));
      const [row] = await database.query(RECEIVE, [some], signal);
      news += Number(row?.["answer"]);
    }
    return news;
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
