import type { LedgerDatabase } from "./ledger-database.ts";
import { remedyOf } from "./remedy.ts";
import type { History, Range } from "./wire.ts";

const RANGES: Readonly<Record<Range, { step: string; back: string }>> = {
  day: { step: "hour", back: "23 hours" },
  month: { step: "day", back: "29 days" },
};

const SENT = "c.status in ('accepted', 'unconfirmed')";
const countOf = (which: string) => `coalesce(sum(c.n) filter (where ${which}), 0)::int`;
const SUMS = `sum(c.n)::int as requests, ${countOf(SENT)} as sent, ${
  countOf("c.status = 'rejected'")
} as rejected,
  ${countOf("c.status in ('limited', 'closed')")} as refused, ${countOf("c.delivered")} as delivered,
  ${countOf("not c.delivered")} as undelivered, ${countOf("c.verified")} as verified,
  case when bool_or(c.price is null) filter (where ${SENT}) then null
    else coalesce(sum(c.n * c.price) filter (where ${SENT}), 0)::float8 end as cost`;

/**
 * The sums of `send_sms.by_time`, `by_country`, `by_template`, `by_prefix` and `by_reason` in one pass: each of them
 * reads a month's hundreds of thousands of requests anew. Few rows are left of those, of which the rest is made.
 */
const HISTORY = `
  with counted as (
    select q.at, q.country, q.prefix, q.api, q.sign, q.template, q.status, q.reason, q.number_hash, q.delivered,
      q.verified, count(*) as n, max(q.created_at) as newest,
      case when grouping(q.prefix) = 0 then 'prefix' when grouping(q.reason) = 0 then 'reason' else 'time' end as sums
    from (
      select date_trunc($4, r.created_at) as at, r.country, r.prefix, r.api, r.sign, r.template, r.status, r.delivered,
        r.verified_at is not null as verified, r.created_at,
        case when unsent then coalesce(r.rule, r.outcome ->> 'code', r.outcome ->> 'cause') end as reason,
        case when unsent then r.number_hash end as number_hash
      from send_sms.requests as r
      cross join lateral (select r.status not in ('accepted', 'in_flight') as unsent) as u
      where r.created_at >= $1
    ) as q
    group by grouping sets (
      (q.at, q.country, q.api, q.sign, q.template, q.status, q.delivered, q.verified),
      (q.country, q.prefix, q.status, q.delivered, q.verified),
      (q.status, q.reason, q.number_hash))
  ), c as materialized (
    select c.*, coalesce(own.price, other.price) as price from counted as c
    left join send_sms.prices as own on own.country = c.country
    left join send_sms.prices as other on other.country = '*'
  ), points as (
    select at, ${SUMS} from c where sums = 'time' group by at
  ), top_prefixes as (
    select country, prefix, ${SUMS} from c where sums = 'prefix' group by country, prefix
    order by sent desc, prefix limit 40
  )
  select
    (select jsonb_agg(r order by r.at) from (
      select at, coalesce(requests, 0) as requests, coalesce(sent, 0) as sent, coalesce(rejected, 0) as rejected,
        coalesce(refused, 0) as refused, coalesce(delivered, 0) as delivered, coalesce(undelivered, 0) as undelivered,
        coalesce(verified, 0) as verified, case when requests is null then 0 else cost end as cost
      from generate_series($1::timestamptz, $2::timestamptz, $3::interval) as at left join points using (at)) as r) as points,
    (select coalesce(jsonb_agg(r), '[]') from (
      select country, ${SUMS} from c where sums = 'time'
      group by country order by requests desc, country limit 60) as r) as countries,
    (select coalesce(jsonb_agg(r), '[]') from (
      select api, sign, template, ${SUMS} from c where sums = 'time' and api is not null
      group by api, sign, template order by requests desc, template limit 60) as r) as templates,
    (select coalesce(jsonb_agg(r), '[]') from (
      select p.*, n.numbers from top_prefixes as p
      cross join lateral (
        select count(distinct q.number_hash collate "C")::int as numbers from send_sms.requests as q
        where q.prefix = p.prefix and q.created_at >= $1 and q.country is not distinct from p.country) as n
      order by p.sent desc, p.prefix) as r) as prefixes,
    (select coalesce(jsonb_agg(r), '[]') from (
      select status, reason, sum(n)::int as requests, count(*)::int as numbers, max(newest) as newest
      from c where sums = 'reason' and status not in ('accepted', 'in_flight')
      group by status, reason order by requests desc, reason limit 60) as r) as reasons`;

/** The sums of a day or a month, by the clock of the ledger and in the reader's time zone. */
export const readHistory = (database: LedgerDatabase, range: Range, zone: string): Promise<History> =>
  database.read({ TimeZone: zone }, async (query) => {
    const { step, back } = RANGES[range];
    const [at] = await query(
      "select now.at as until, date_trunc($1, now.at - $2::interval) as since from send_sms.clock() as now (at)",
      [step, back],
    );
    const [row] = await query(HISTORY, [at?.["since"], at?.["until"], `1 ${step}`, step]);
    // The columns are those of the statement above.
    const history = row as unknown as Omit<History, "range">;
    return {
      range,
      ...history,
      reasons: history.reasons.map((one) => ({ ...one, remedy: remedyOf(one.status, one.reason) })),
    };
  });
