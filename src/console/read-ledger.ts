import type { LedgerDatabase, Query } from "./ledger-database.ts";
import { remedyOf } from "./remedy.ts";
import { CLOSED_BY, CONTROLS } from "./read-controls.ts";
import type { History, Now, Range, ReasonRow, TracedRequest } from "./wire.ts";

type Seen = Omit<Now, "database" | "mayAct" | "mayFind">;

export interface LedgerReader {
  now(zone: string): Promise<Seen>;
  history(range: Range, zone: string): Promise<History>;
  requestsOf(numberHash: string): Promise<readonly TracedRequest[]>;
}

const SUMS = `sum(requests)::int as requests, sum(sent)::int as sent, sum(delivered)::int as delivered,
  sum(verified)::int as verified, case when count(cost) = count(*) then sum(cost)::float8 end as cost`;
const MORE_SUMS = `${SUMS}, sum(rejected)::int as rejected, sum(undelivered)::int as undelivered`;
const REQUEST = `key, created_at, status, reason, number_mask, country, flow, api, sign, template, send_ms,
  delivered, delivery_code, delivery_ms, verified_at, receipt_id, cost, ${CLOSED_BY} as closed_by`;
const DAY_SO_FAR = `select * from send_sms.by_time('day', date_trunc('day', $1::timestamptz - $2::interval),
  $1::timestamptz - $2::interval)`;
const RANGES: Readonly<Record<Range, { step: string; back: string }>> = {
  day: { step: "hour", back: "23 hours" },
  month: { step: "day", back: "29 days" },
};

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
        const recent = await rows<TracedRequest>(query, `select ${REQUEST} from send_sms.recent as t limit 100`);
        const controls = await rows<Now["controls"][number]>(query, CONTROLS);
        const [open] = await query("select count(*)::int as count from send_sms.open_controls");
        return {
          currency: typeof known?.["currency"] === "string" ? known["currency"] : null,
          knowsVerified: known?.["verified"] === true,
          hasAuth: known?.["auth"] === true,
          knowsDelivered: known?.["delivered"] === true,
          today,
          yesterday,
          recent: recent.map(withRemedy),
          controls,
          controlCount: Number(open?.["count"]),
        };
      }),

    history: (range, zone) =>
      database.read({ TimeZone: zone }, async (query) => {
        const { step, back } = RANGES[range];
        const at = await clockOf(query);
        const [since] = await query("select date_trunc($1, $2::timestamptz - $3::interval) as at", [
          step,
          at,
          back,
        ]);
        const from = since?.["at"];
        return {
          range,
          points: await rows(
            query,
            `select at, coalesce(requests, 0) as requests, coalesce(sent, 0) as sent,
              coalesce(rejected, 0) as rejected, coalesce(refused, 0) as refused, coalesce(delivered, 0) as delivered,
              coalesce(undelivered, 0) as undelivered, coalesce(verified, 0) as verified, send_ms_p50, send_ms_p99,
              delivery_ms_p50, case when requests is null then 0 else cost end as cost
              from generate_series($1::timestamptz, $2::timestamptz, $3::interval) as at
              left join send_sms.by_time($4, $1, 'infinity') using (at) order by at`,
            [from, at, `1 ${step}`, step],
          ),
          countries: await rows(
            query,
            `select country, ${MORE_SUMS}, sum(refused)::int as refused from send_sms.by_country($1, 'infinity')
              group by country order by sum(requests) desc, country limit 60`,
            [from],
          ),
          templates: await rows(
            query,
            `select api, sign, template, ${MORE_SUMS}, 0 as refused from send_sms.by_template($1, 'infinity')
              group by api, sign, template order by sum(requests) desc, template limit 60`,
            [from],
          ),
          prefixes: await rows(
            query,
            `select country, prefix, max(numbers)::int as numbers, ${SUMS} from send_sms.by_prefix($1, 'infinity')
              group by country, prefix order by sum(sent) desc, prefix limit 40`,
            [from],
          ),
          reasons: (await rows<ReasonRow>(
            query,
            `select status, reason, sum(requests)::int as requests, max(numbers)::int as numbers,
              max(newest) as newest from send_sms.by_reason($1, 'infinity')
              group by status, reason order by sum(requests) desc, reason limit 60`,
            [from],
          )).map(withRemedy),
        };
      }),

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
