import type { LedgerDatabase, Query } from "./ledger-database.ts";
import { remedyOf } from "./remedy.ts";
import { CLOSED_BY, CONTROLS } from "./read-controls.ts";
import { readHistory } from "./read-history.ts";
import { MOST_OF_A_REASON } from "./reason.ts";
import type { Control, History, Now, Range, TracedRequest } from "./wire.ts";

type Seen = Omit<Now, "database" | "mayAct" | "mayFind">;

export interface LedgerReader {
  now(zone: string): Promise<Seen>;
  history(range: Range, zone: string): Promise<History>;
  requestsOf(numberHash: string): Promise<readonly TracedRequest[]>;
}

const REQUEST = `key, created_at, status, reason, number_mask, country, flow, api, sign, template, send_ms,
  delivered, delivery_code, delivery_ms, verified_at, receipt_id, cost, ${CLOSED_BY} as closed_by`;
const DAY_SO_FAR = `select * from send_sms.by_time('day', date_trunc('day', $1::timestamptz - $2::interval),
  $1::timestamptz - $2::interval)`;

/** What the page shows, by the owner's views. A day is one of the reader's time zone. */
export function createLedgerReader(database: LedgerDatabase): LedgerReader {
  /** Rows as PostgreSQL's JSON has them: numbers are numbers and times ISO 8601. */
  const rows = async <Row>(query: Query, text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const [row] = await query(`select coalesce(jsonb_agg(r), '[]') as rows from (${text}) as r`, values);
    // The columns are those of the statement beside the type.
    return row?.["rows"] as Row[];
  };
  const clockOf = async (query: Query) => (await query("select send_sms.clock() as at"))[0]?.["at"];

  return {
    now: (zone) =>
      database.read({ TimeZone: zone }, async (query) => {
        const at = await clockOf(query);
        const [today = null] = await rows<NonNullable<Now["today"]>>(query, DAY_SO_FAR, [at, "0"]);
        const [yesterday = null] = await rows<NonNullable<Now["today"]>>(query, DAY_SO_FAR, [at, "1 day"]);
        const [known] = await query(
          `select (select min(currency) from send_sms.prices) as currency,
            exists (select from send_sms.requests where verified_at is not null
              and created_at > $1::timestamptz - interval '7 days') as verified,
            exists (select from send_sms.receipts) as delivered,
            exists (select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
              where n.nspname = 'auth' and c.relname = 'users') as auth`,
          [at],
        );
        const recent = await rows<TracedRequest>(
          query,
          `select ${REQUEST} from send_sms.recent as t limit 100`,
        );
        const controls = await rows<Control>(query, CONTROLS);
        const [open] = await query("select count(*)::int as count from send_sms.open_controls");
        return {
          currency: typeof known?.["currency"] === "string" ? known["currency"] : null,
          knowsVerified: known?.["verified"] === true,
          hasAuth: known?.["auth"] === true,
          knowsDelivered: known?.["delivered"] === true,
          today,
          yesterday,
          recent: recent.map(withRemedy),
          controls: controls.map(withShortReason),
          controlCount: Number(open?.["count"]),
        };
      }),

    history: (range, zone) => readHistory(database, range, zone),

    requestsOf: (numberHash) =>
      database.read({}, async (query) =>
        (await rows<TracedRequest>(
          query,
          `select ${REQUEST} from send_sms.traced as t where number_hash = $1 order by created_at desc limit 100`,
          [numberHash],
        )).map(withRemedy)),
  };
}

const withRemedy = <Row extends Pick<TracedRequest, "status" | "reason">>(row: Row) => ({
  ...row,
  remedy: remedyOf(row.status, row.reason),
});

/** Without the half of a character at its end. */
const withShortReason = (control: Control): Control =>
  control.reason.length <= MOST_OF_A_REASON ? control : {
    ...control,
    reason: `${control.reason.slice(0, MOST_OF_A_REASON).replace(/\p{Cs}$/u, "")}…`,
  };
