-- What the owner sees: views for Supabase Studio, Grafana, Metabase and `npm run console`, and what a SMS costs.
-- Under the rules of the first migration: forward only, and it can be applied again. The views are replaced and never
-- dropped, for their readers would lose them: a later migration adds columns at the end.

select set_config('lock_timeout', '5s', true);

-- Whoever may create a schema may have made this one, with functions that the next lines would call.
do $$
declare
  owner constant text := (select o.rolname from pg_catalog.pg_namespace as n
    join pg_catalog.pg_roles as o on o.oid = n.nspowner
    join pg_catalog.pg_roles as me on me.rolname = current_user
    where n.nspname = 'send_sms' and me.rolsuper and not o.rolsuper);
begin
  if owner is not null then
    raise exception 'The schema send_sms belongs to %: apply this as that role and not as a superuser / schema send_sms 属于 %：请以该角色而非超级用户执行',
      owner, owner;
  end if;
end
$$;

select send_sms.add_column('requests', 'verified_at', 'timestamptz'),
  send_sms.add_column('controls', 'evidence', 'jsonb');
-- What the newest of a request's receipts says, kept beside it: to join a month of them takes seconds.
select send_sms.add_column('requests', 'delivered', 'boolean'),
  send_sms.add_column('requests', 'delivery_code', 'text'),
  send_sms.add_column('requests', 'delivered_at', 'timestamptz');

create or replace function send_sms.version() returns integer
  language sql immutable set search_path = pg_catalog, pg_temp
  return 5;

-- What one SMS costs, by country. Written as a whole by `set_prices`, so that all of it is in one currency.
create table if not exists send_sms.prices (
  -- `*` is every country that has no row.
  country text primary key check (country ~ '^([A-Z]{2}|\*)$'),
  price numeric not null check (price >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$')
);

-- Puts these prices in the place of all that were there.
--   prices  {"CN": 0.045, "*": 0.5}
create or replace function send_sms.set_prices(prices jsonb, currency text) returns integer
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  written integer;
  wrong text;
begin
  if jsonb_typeof(set_prices.prices) is distinct from 'object' or set_prices.prices = '{}' then
    raise exception
      'Cannot set prices: give them as {"CN": 0.045, "*": 0.5}; who wants none deletes from send_sms.prices / 无法设置价格：写法如 {"CN": 0.045, "*": 0.5}；如需清空，请直接删除 send_sms.prices 中的行';
  end if;
  select named.key into wrong from jsonb_each_text(set_prices.prices) as named
    where named.key <> '*' and not named.key = any (send_sms.countries());
  if found then
    raise exception
      'Cannot set a price of "%": give a country code of ISO 3166, such as GB for the United Kingdom, or * for all others / 无法设置价格：“%” 不是 ISO 3166 国家代码（例如英国为 GB），其他地区为 *',
      wrong, wrong;
  end if;
  select named.key into wrong from jsonb_each_text(set_prices.prices) as named
    where coalesce(named.value, '') !~ '^[0-9]+([.][0-9]+)?$';
  if found then
    raise exception 'Cannot set the price of %: it is a number such as 0.045 / 无法设置 % 的价格：应为数字，例如 0.045', wrong, wrong;
  end if;
  if coalesce(set_prices.currency, '') !~ '^[A-Z]{3}$' or set_prices.currency in ('RMB', 'CNH') then
    raise exception
      'Cannot set prices: a currency is three letters of ISO 4217, such as CNY for renminbi / 无法设置价格：币种应为 ISO 4217 的三个字母，例如人民币为 CNY';
  end if;
  delete from send_sms.prices;
  insert into send_sms.prices (country, price, currency)
    select named.key, named.value::numeric, set_prices.currency
    from jsonb_each_text(set_prices.prices) as named;
  get diagnostics written = row_count;
  return written;
end
$$;

-- The receipt that counts: one that arrived did, whatever became of another SMS of the same request.
create or replace function send_sms.receipt_of(key text, receipt_id text) returns setof send_sms.receipts
  language sql stable set search_path = pg_catalog, pg_temp
as $$
  select * from (
    select * from send_sms.receipts as r where r.out_id = receipt_of.key
    union all
    select * from send_sms.receipts as r
      where r.out_id = '' and r.biz_id = receipt_of.receipt_id and r.biz_id <> ''
  ) as r
  order by r.delivered desc, r.reported_at desc
  limit 1
$$;

-- A receipt that comes after the send is settled, or names the request itself.
create or replace function send_sms.note_receipt() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.out_id <> '' then
    update send_sms.requests as q set (delivered, delivery_code, delivered_at) = (
        select r.delivered, r.code, r.reported_at from send_sms.receipt_of(q.key, q.outcome ->> 'receiptId') as r)
      where q.key = new.out_id and q.status not in ('limited', 'closed');
  else
    update send_sms.requests as q set (delivered, delivery_code, delivered_at) = (
        select r.delivered, r.code, r.reported_at from send_sms.receipt_of(q.key, q.outcome ->> 'receiptId') as r)
      where q.outcome ->> 'receiptId' = new.biz_id and q.outcome ->> 'receiptId' <> '';
  end if;
  return null;
end
$$;

-- One that came before: under an id that the request has only now, or for a request that the ledger has only now, for
-- it was sent while the ledger was down.
create or replace function send_sms.find_receipt() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  known send_sms.receipts;
begin
  select * into known from send_sms.receipt_of(new.key, new.outcome ->> 'receiptId');
  if found then
    new.delivered := known.delivered;
    new.delivery_code := known.code;
    new.delivered_at := known.reported_at;
  end if;
  return new;
end
$$;

do $$
begin
  if not exists (select from pg_trigger where tgrelid = 'send_sms.requests'::regclass and tgname = 'find_receipt'
      and pg_get_triggerdef(oid) like '%new.outcome IS NOT NULL%') then
    drop trigger if exists find_receipt on send_sms.requests;
    create trigger find_receipt before update of outcome on send_sms.requests
      for each row when (old.outcome is null and new.outcome is not null)
      execute function send_sms.find_receipt();
  end if;
  if not exists (select from pg_trigger
      where tgrelid = 'send_sms.receipts'::regclass and tgname = 'note_receipt') then
    create trigger note_receipt after insert or update on send_sms.receipts
      for each row execute function send_sms.note_receipt();
    -- Those that came before it.
    update send_sms.requests as q set delivered = r.delivered, delivery_code = r.code, delivered_at = r.reported_at
      from (
        select o.key, o.outcome from send_sms.receipts as r join send_sms.requests as o on o.key = r.out_id
        union
        select o.key, o.outcome from send_sms.receipts as r
          join send_sms.requests as o on o.outcome ->> 'receiptId' = r.biz_id
          where r.out_id = '' and o.outcome ->> 'receiptId' <> ''
      ) as named
      cross join lateral send_sms.receipt_of(named.key, named.outcome ->> 'receiptId') as r
      where q.key = named.key and q.status not in ('limited', 'closed');
  end if;
end
$$;

-- Each request with its way to the phone and back: settled, reported, typed in. A fact that is not known is null:
-- a receipt that has not come, a code that no guard has looked for, a price that nobody has named.
create or replace view send_sms.traced as
  select q.created_at, q.status, coalesce(q.outcome ->> 'code', q.outcome ->> 'cause', q.rule) as reason,
    q.number_mask, q.country, q.prefix, q.flow, q.api, q.sign, q.template, q.send_ms,
    q.delivered, q.delivery_code, q.delivered_at,
    q.outcome ->> 'receiptId' as receipt_id, q.key, q.user_id, q.number_hash, q.ip_hash, q.settled_at,
    q.verified_at,
    -- The provider's clock against ours, which may be years apart: a number that fits nowhere would end every sum.
    case when q.delivered then least(2147483647, greatest(0,
      extract(epoch from q.delivered_at - q.created_at) * 1000))::integer end as delivery_ms,
    is_out.sent, case when is_out.sent then coalesce(own.price, other.price) end as cost,
    coalesce(own.currency, other.currency) as currency, q.net_hash
  from send_sms.requests as q
  -- Also what a receipt is the only word of: the process ended after the send, or the provider's answer was an error.
  cross join lateral (select q.status in ('accepted', 'unconfirmed') or q.delivered is not null as sent) as is_out
  left join send_sms.prices as own on own.country = q.country
  left join send_sms.prices as other on other.country = '*';

-- Every sum is a function of its time and, under the same name, a view of all that is kept. The function reads no
-- more than its time by an index; the view reads everything, whatever is asked of it.
-- Rejected is what the provider has refused; what was not sent because the ledger did not answer in time is refused.
-- A cost is null where one SMS of it has no price: a sum that leaves something out would look like the whole.
-- To compile them takes longer than they do, and a month is sorted in memory.
create or replace function send_sms.by_time(step text, since timestamptz, until timestamptz)
  returns table (at timestamptz, requests bigint, sent bigint, rejected bigint, refused bigint,
    in_flight bigint, delivered bigint, undelivered bigint, send_ms_p50 integer, send_ms_p99 integer,
    verified bigint, delivery_ms_p50 integer, cost numeric, currency text)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp set jit = off set work_mem = '64MB'
as $$
  select date_trunc(by_time.step, t.created_at), count(*),
    count(*) filter (where t.sent),
    count(*) filter (where t.status = 'rejected' and t.settled_at is not null and not t.sent),
    count(*) filter (where not t.sent
      and (t.status in ('limited', 'closed') or t.status = 'rejected' and t.settled_at is null)),
    count(*) filter (where t.status = 'in_flight' and not t.sent),
    count(*) filter (where t.delivered),
    count(*) filter (where not t.delivered),
    percentile_disc(0.5) within group (order by t.send_ms),
    percentile_disc(0.99) within group (order by t.send_ms),
    count(t.verified_at),
    percentile_disc(0.5) within group (order by t.delivery_ms),
    case when bool_or(t.cost is null) filter (where t.sent) then null else coalesce(sum(t.cost), 0) end,
    min(t.currency)
  from send_sms.traced as t
  where t.created_at >= by_time.since and t.created_at < by_time.until
  group by 1
$$;

create or replace function send_sms.by_reason(since timestamptz, until timestamptz)
  returns table (day timestamptz, status text, reason text, requests bigint, numbers bigint, newest timestamptz)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp set jit = off set work_mem = '64MB'
as $$
  select date_trunc('day', q.created_at), q.status,
    coalesce(q.outcome ->> 'code', q.outcome ->> 'cause', q.rule), count(*),
    count(distinct q.number_hash collate "C"),
    max(q.created_at)
  from send_sms.requests as q
  where q.created_at >= by_reason.since and q.created_at < by_reason.until
    and q.status not in ('accepted', 'in_flight')
  group by 1, 2, 3
$$;

create or replace function send_sms.by_country(since timestamptz, until timestamptz)
  returns table (day timestamptz, country text, requests bigint, sent bigint, rejected bigint, refused bigint,
    delivered bigint, undelivered bigint, verified bigint, send_ms_p50 integer, delivery_ms_p50 integer,
    cost numeric, currency text)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp set jit = off set work_mem = '64MB'
as $$
  select date_trunc('day', t.created_at), t.country, count(*),
    count(*) filter (where t.sent),
    count(*) filter (where t.status = 'rejected' and t.settled_at is not null and not t.sent),
    count(*) filter (where not t.sent
      and (t.status in ('limited', 'closed') or t.status = 'rejected' and t.settled_at is null)),
    count(*) filter (where t.delivered),
    count(*) filter (where not t.delivered),
    count(t.verified_at),
    percentile_disc(0.5) within group (order by t.send_ms),
    percentile_disc(0.5) within group (order by t.delivery_ms),
    case when bool_or(t.cost is null) filter (where t.sent) then null else coalesce(sum(t.cost), 0) end,
    min(t.currency)
  from send_sms.traced as t
  where t.created_at >= by_country.since and t.created_at < by_country.until
  group by 1, 2
$$;

-- By block of numbers: what is pumped shows here first, as much sent and little typed in.
create or replace function send_sms.by_prefix(since timestamptz, until timestamptz)
  returns table (day timestamptz, country text, prefix text, requests bigint, numbers bigint, sent bigint,
    refused bigint, delivered bigint, verified bigint, cost numeric, currency text)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp set jit = off set work_mem = '64MB'
as $$
  -- To hash the numbers takes half as long as to sort them, and a block has one price.
  select b.day, b.country, b.prefix, b.requests, b.numbers, b.sent, b.refused, b.delivered, b.verified,
    case when b.sent = 0 then 0 else b.sent * coalesce(own.price, other.price) end,
    coalesce(own.currency, other.currency)
  from (
    select n.day, n.country, n.prefix, sum(n.requests)::bigint as requests, count(*) as numbers,
      sum(n.sent)::bigint as sent, sum(n.refused)::bigint as refused, sum(n.delivered)::bigint as delivered,
      sum(n.verified)::bigint as verified
    from (
      select date_trunc('day', q.created_at) as day, q.country, q.prefix, q.number_hash, count(*) as requests,
        count(*) filter (where q.status in ('accepted', 'unconfirmed') or q.delivered is not null) as sent,
        count(*) filter (where q.delivered is null
          and (q.status in ('limited', 'closed') or q.status = 'rejected' and q.settled_at is null)) as refused,
        count(*) filter (where q.delivered) as delivered, count(q.verified_at) as verified
      from send_sms.requests as q
      where q.created_at >= by_prefix.since and q.created_at < by_prefix.until
      group by 1, 2, 3, 4
    ) as n
    group by 1, 2, 3
  ) as b
  left join send_sms.prices as own on own.country = b.country
  left join send_sms.prices as other on other.country = '*'
$$;

create or replace function send_sms.by_template(since timestamptz, until timestamptz)
  returns table (day timestamptz, api text, sign text, template text, requests bigint, sent bigint,
    rejected bigint, delivered bigint, undelivered bigint, send_ms_p50 integer, verified bigint,
    send_ms_p99 integer, delivery_ms_p50 integer, cost numeric, currency text)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp set jit = off set work_mem = '64MB'
as $$
  select date_trunc('day', t.created_at), t.api, t.sign, t.template, count(*),
    count(*) filter (where t.sent),
    count(*) filter (where t.status = 'rejected' and t.settled_at is not null and not t.sent),
    count(*) filter (where t.delivered),
    count(*) filter (where not t.delivered),
    percentile_disc(0.5) within group (order by t.send_ms),
    count(t.verified_at),
    percentile_disc(0.99) within group (order by t.send_ms),
    percentile_disc(0.5) within group (order by t.delivery_ms),
    case when bool_or(t.cost is null) filter (where t.sent) then null else coalesce(sum(t.cost), 0) end,
    min(t.currency)
  from send_sms.traced as t
  where t.created_at >= by_template.since and t.created_at < by_template.until
    and t.api is not null
  group by 1, 2, 3, 4
$$;

create or replace view send_sms.recent as
  select * from send_sms.traced order by created_at desc limit 500;
create or replace view send_sms.by_hour as
  select at as hour, requests, sent, rejected, refused, in_flight, delivered, undelivered, send_ms_p50,
    send_ms_p99, verified, delivery_ms_p50, cost, currency
  from send_sms.by_time('hour', '-infinity', 'infinity');
create or replace view send_sms.by_day as
  select at as day, requests, sent, rejected, refused, in_flight, delivered, undelivered, send_ms_p50,
    send_ms_p99, verified, delivery_ms_p50, cost, currency
  from send_sms.by_time('day', '-infinity', 'infinity');
create or replace view send_sms.by_reason as select * from send_sms.by_reason('-infinity', 'infinity');
create or replace view send_sms.by_country as select * from send_sms.by_country('-infinity', 'infinity');
create or replace view send_sms.by_prefix as select * from send_sms.by_prefix('-infinity', 'infinity');
create or replace view send_sms.by_template as select * from send_sms.by_template('-infinity', 'infinity');

-- What is closed, suspected or observed now, newest first, why, and whom it refuses:
--   everybody  a pause or a block, by a person
--   strangers  closed by the guard: numbers that never verified; also where a block is suspected alone
--   suspects   a suspicion, which refuses only whom another one meets as well
--   nobody     what the guard would do if it were on
-- An end out of sight is none: no clock comes to it, and few tools can show it.
create or replace view send_sms.open_controls as
  select c.id, c.kind, c.subject, c.reason, c.made_by, c.made_at, case when isfinite(c.until) then c.until end as until,
    c.evidence,
    case when c.kind = 'observed' then 'nobody'
      when c.made_by <> 'guard' then 'everybody'
      when c.evidence ? 'suspected' and not c.evidence ? 'alone' then 'suspects'
      else 'strangers' end as refuses
  from send_sms.controls as c
  where c.lifted_at is null and (c.until is null or c.until > send_sms.clock())
  order by c.made_at desc;

-- When the guard last judged, as what, and what it cannot tell, such as who verified where it cannot read auth.*, or
-- for forty minutes after codes got lost whose they were.
create or replace view send_sms.guard_looked as
  select nullif(s.ran_at, '-infinity') as judged_at,
    case when s.on_at > send_sms.clock() - interval '1 hour' then 'on'
      when s.observe_at > send_sms.clock() - interval '1 hour' then 'observe' else 'off' end as mode,
    coalesce(s.problem, case when s.lost_at between send_sms.clock() - interval '40 minutes' and send_sms.clock()
      then 'codes got lost until lately: only what goes beyond an outage is closed for '
        || ceil(extract(epoch from s.lost_at + interval '40 minutes' - send_sms.clock()) / 60) || ' min more' end)
      as problem
  from send_sms.guard_state as s;

-- Lets a role read what the owner sees, and nothing else: for Grafana, Metabase or a console that may not act.
create or replace function send_sms.let_read(reader text) returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  seen text;
  policy constant name := 'read by ' || let_read.reader;
begin
  if let_read.reader in ('public', 'anon', 'authenticated', 'service_role', 'send_sms_hook') then
    raise exception '%', format(case let_read.reader when 'send_sms_hook'
      then 'Cannot let %s read the ledger: it is the function''s, which may do no more than it needs; take another role / 不能授权 %s：它是函数的角色，权限仅限于所需；请使用其他角色'
      else 'Cannot let %s read the ledger: everybody who has your API key could / 不能授权 %s：持有 API 密钥的人都将能读取账本' end,
      let_read.reader, let_read.reader);
  end if;
  execute format('grant usage on schema send_sms to %I', let_read.reader);
  for seen in
    select viewname from pg_catalog.pg_views where schemaname = 'send_sms'
    union all values ('requests'), ('receipts'), ('controls'), ('prices'), ('guard_state')
  loop
    execute format('grant select on send_sms.%I to %I', seen, let_read.reader);
  end loop;
  execute format('grant execute on function send_sms.version(), send_sms.clock(),
    send_sms.by_time(text, timestamptz, timestamptz), send_sms.by_reason(timestamptz, timestamptz),
    send_sms.by_country(timestamptz, timestamptz), send_sms.by_prefix(timestamptz, timestamptz),
    send_sms.by_template(timestamptz, timestamptz) to %I', let_read.reader);
  foreach seen in array array['requests', 'receipts', 'controls', 'prices', 'guard_state'] loop
    -- Without a policy of its own a role that may read a table is shown no row of it.
    -- Not `if exists`, whose notices of what is not there yet look like a failure.
    if exists (select from pg_policies as p
        where p.schemaname = 'send_sms' and p.tablename = seen and p.policyname = policy) then
      execute format('drop policy %I on send_sms.%I', policy, seen);
    end if;
    execute format('create policy %I on send_sms.%I for select to %I using (true)', policy, seen, let_read.reader);
  end loop;
  return 'ok';
end
$$;

select send_sms.grant_rights();
