import type { LedgerDatabase } from "./ledger-database.ts";
import { remedyOf } from "./remedy.ts";
import type { History, Range } from "./wire.ts";

const RANGES: Readonly<Record<Range, { step: string; back: string }>> = {
  day: { step: "hour", back: "23 hours" },
  month: { step: "day", back: "29 days" },
};

const SUMS = `sum(c.requests)::int as requests, sum(c.sent)::int as sent, sum(c.rejected)::int as rejected,
  sum(c.refused)::int as refused, sum(c.delivered)::int as delivered, sum(c.undelivered)::int as undelivered,
  sum(c.verified)::int as verified,
  case when bool_or(c.price is null) filter (where c.sent > 0) then null
    else coalesce(sum(c.sent * c.price), 0)::float8 end as cost`;

/**
 * The sums of `send_sms.by_time`, `by_country`, `by_template` and `by_prefix` in one pass, where each of them would
 * read a month's hundreds of thousands of requests anew and sort them. Few rows are left of those, by which the rest
 * is made. Numbers are counted for what is shown only.
 */
const HISTORY = `
  with c as materialized (
    select counted.*, coalesce(own.price, other.price) as price from (
      select date_trunc($4, q.created_at) as at, q.country, q.prefix, q.api, q.sign, q.template,
        grouping(q.prefix) = 0 as of_prefix, count(*) as requests,
        count(*) filter (where q.status in ('accepted', 'unconfirmed') or q.delivered is not null) as sent,
        count(*) filter (where q.status = 'rejected' and q.settled_at is not null
          and q.delivered is null) as rejected,
        count(*) filter (where q.delivered is null
          and (q.status in ('limited', 'closed') or q.status = 'rejected' and q.settled_at is null)) as refused,
        count(*) filter (where q.delivered) as delivered,
        count(*) filter (where not q.delivered) as undelivered,
        count(q.verified_at) as verified
      from send_sms.requests as q where q.created_at >= $1
      group by grouping sets ((at, q.country, q.api, q.sign, q.template), (q.country, q.prefix))
    ) as counted
    left join send_sms.prices as own on own.country = counted.country
    left join send_sms.prices as other on other.country = '*'
  )
  select
    (select jsonb_agg(r order by r.at) from (
      select at, coalesce(requests, 0) as requests, coalesce(sent, 0) as sent, coalesce(rejected, 0) as rejected,
        coalesce(refused, 0) as refused, coalesce(delivered, 0) as delivered, coalesce(undelivered, 0) as undelivered,
        coalesce(verified, 0) as verified, case when requests is null then 0 else cost end as cost
      from generate_series($1::timestamptz, $2::timestamptz, $3::interval) as at
      left join (select at, ${SUMS} from c where not of_prefix group by at) as points using (at)) as r) as points,
    (select coalesce(jsonb_agg(r), '[]') from (
      select country, ${SUMS} from c where not of_prefix
      group by country order by requests desc, country limit 60) as r) as countries,
    (select coalesce(jsonb_agg(r), '[]') from (
      select api, sign, template, ${SUMS} from c where not of_prefix and api is not null
      group by api, sign, template order by requests desc, template limit 60) as r) as templates,
    (select coalesce(jsonb_agg(r), '[]') from (
      select p.*, (
          select count(distinct q.number_hash collate "C")::int from send_sms.requests as q
          where q.prefix = p.prefix and q.created_at >= $1 and q.country is not distinct from p.country) as numbers
      from (select country, prefix, ${SUMS} from c where of_prefix
        group by country, prefix order by sent desc, prefix limit 40) as p
      order by p.sent desc, p.prefix) as r) as prefixes,
    (select coalesce(jsonb_agg(r), '[]') from (
      select status, reason, count(*)::int as requests, count(distinct number_hash collate "C")::int as numbers,
        max(created_at) as newest
      from (
        select q.status, coalesce(q.outcome ->> 'code', q.outcome ->> 'cause', q.rule) as reason, q.number_hash,
          q.created_at
        from send_sms.requests as q
        where q.created_at >= $1 and q.status not in ('accepted', 'in_flight')) as unsent
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
