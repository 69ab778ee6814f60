import { MET_AT_MOST } from "./wire.ts";

/** As many as a page can hold; there may be thousands while an attack lasts. */
const AT_MOST = 300;

const MET = `select q.status, q.verified_at from send_sms.requests as q where q.control_id = c.id`;

/** What is open, with what it met: what refuses most first, and of suspicions those that have refused somebody. */
export const CONTROLS = `
  select c.*, met.* from (
    select c.*, array_position(array['everybody', 'strangers', 'suspects', 'nobody'], c.refuses) as nth,
      exists (${MET}) as has_met
    from send_sms.open_controls as c order by nth, has_met desc, c.made_at desc, c.id limit ${AT_MOST}
  ) as c
  cross join lateral (
    select count(*)::int as met, count(*) filter (where m.status = 'closed')::int as refused,
      count(m.verified_at)::int as verified
    from (${MET} order by q.created_at desc limit ${MET_AT_MOST}) as m
  ) as met
  order by c.nth, c.has_met desc, c.made_at desc, c.id`;

/** What the guard would meet such a request by, or a person's block would; of a request `t` that was refused. */
export const CLOSED_BY = `case when t.status = 'closed' then (
  select jsonb_agg(jsonb_build_object('subject', c.subject, 'until', c.until) order by c.id) from (
    select c.id, c.subject, c.until from send_sms.open_controls as c
      where c.made_by = 'guard' and c.kind = 'blocked' and c.subject = any (
        array['ip:' || t.ip_hash, 'net:' || t.net_hash, 'ip:*', t.country]
        || array(select left(t.prefix, n) from generate_series(1, length(t.prefix)) as n))
    union all
    select c.id, c.subject, c.until from send_sms.open_controls as c
      where c.made_by <> 'guard' and c.kind = 'blocked'
        and (c.subject = t.country or starts_with(t.prefix, c.subject) or starts_with(c.subject, t.prefix))
  ) as c) end`;
