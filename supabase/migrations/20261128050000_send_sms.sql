-- The ledger of the Send-SMS hook: who may send, what was sent, and what it is counted towards.
--
-- Applied by `supabase migration up` and by `npm run ledger:migrate`, as any role that may create schemas; no
-- superuser, no extension, PostgreSQL 14 to 18. It can be applied again, also over a later one and while hooks ask:
-- what a later one gives another body, it leaves or has already as it is there. It touches nothing outside its schema:
-- Auth's transaction is open while the hook runs, and whoever waits for a row of auth.* waits for Auth for ever.
--
-- Kept of a request: keyed hashes, the mask of its number, how it ended. Never a code, a number or an address.

-- Whoever reads the ledger for longer than this must finish first; claims would queue behind us meanwhile.
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
create schema if not exists send_sms;
comment on schema send_sms is 'Ledger of the Send-SMS hook. See docs/ledger.md.';

-- What is there already is not even asked for: also with "if not exists" PostgreSQL locks the table first, and claims
-- wait for it until all files are applied.
create or replace function send_sms.add_column(of_table text, name text, definition text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from pg_attribute as a where a.attrelid = ('send_sms.' || of_table)::regclass
      and a.attname = add_column.name and not a.attisdropped) then
    execute format('alter table send_sms.%I add column %I %s', of_table, name, definition);
  end if;
end
$$;
create or replace function send_sms.add_index(name text, definition text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regclass('send_sms.' || name) is null then
    execute format('create index %I on send_sms.%s', name, definition);
  end if;
end
$$;

-- One row per request of Auth, refused ones too.
create table if not exists send_sms.requests (
  key text primary key,
  status text not null
    check (status in ('in_flight', 'accepted', 'rejected', 'unconfirmed', 'limited', 'closed')),
  -- How the send ended, as the first attempt was answered.
  outcome jsonb,
  -- Of a refusal: the limit such as `per_number 5/1h`, or the control such as `blocked +86138`.
  rule text,
  number_hash text not null,
  number_mask text not null,
  country text,
  prefix text not null,
  ip_hash text,
  -- Of the network that the address is in.
  net_hash text,
  flow text not null,
  user_id text,
  api text,
  sign text,
  template text,
  send_ms integer,
  created_at timestamptz not null,
  settled_at timestamptz,
  -- Which windows were counted in and when they close, until it is clear whether they are given back.
  taken_ids bigint[],
  taken_ends timestamptz[],
  -- The control that refused the request, or would have.
  control_id bigint,
  -- Which try made the claim: one whose answer was lost takes it up again, and nobody else does.
  attempt text,
  -- Which tries to claim the request have been given up, made or not; they make none any more.
  withdrawn text[]
) with (fillfactor = 85);
-- What a ledger that was made from an earlier state of this file lacks.
select send_sms.add_column('requests', 'net_hash', 'text'),
  send_sms.add_column('requests', 'control_id', 'bigint'),
  send_sms.add_column('requests', 'attempt', 'text'),
  send_sms.add_column('requests', 'withdrawn', 'text[]');
select send_sms.add_index('requests_created_at', 'requests (created_at)'),
  send_sms.add_index('requests_number', 'requests (number_hash, created_at)'),
  send_sms.add_index('requests_receipt',
    $$requests ((outcome ->> 'receiptId')) where outcome ->> 'receiptId' <> ''$$);

-- One row per window. Half of every page stays free: a row that is counted up is written again beside itself.
create table if not exists send_sms.counters (
  id bigint generated always as identity unique,
  scope text not null,
  subject text not null,
  seconds integer not null check (seconds > 0),
  closes_at timestamptz not null,
  count integer not null,
  primary key (scope, subject, seconds)
) with (fillfactor = 50);
select send_sms.add_index('counters_closes_at', 'counters (closes_at)');

-- What the operator has closed, and by whom; a control that was lifted stays as its own record.
create table if not exists send_sms.controls (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('paused', 'blocked')),
  -- A country such as `CN` or the first digits of numbers such as `86138`; empty where everything is paused.
  subject text not null default '',
  reason text not null,
  made_by text not null,
  made_at timestamptz not null,
  until timestamptz,
  lifted_by text,
  lifted_at timestamptz
);
select send_sms.add_index('controls_open', 'controls (id) where lifted_at is null');

-- What the provider reports on delivery. It may come before the send is settled, so it names no row of requests.
create table if not exists send_sms.receipts (
  out_id text not null default '',
  biz_id text not null default '',
  delivered boolean not null,
  code text,
  reported_at timestamptz not null,
  received_at timestamptz not null,
  primary key (out_id, biz_id)
);
select send_sms.add_index('receipts_biz_id', 'receipts (biz_id)');
select send_sms.add_index('receipts_received_at', 'receipts (received_at)');

-- One row: how many days the hook's role cannot delete. The hook says how long to keep; who has stolen its password
-- must not say that everything is too old.
create table if not exists send_sms.retention (
  only_row boolean primary key default true check (only_row),
  keep_days_at_least integer not null default 7 check (keep_days_at_least >= 1)
);

insert into send_sms.retention default values on conflict do nothing;

-- The number of the newest migration. The hook refuses to start on a smaller one than it was written for.
do $$
begin
  if to_regprocedure('send_sms.version()') is null then
    create function send_sms.version() returns integer
      language sql immutable set search_path = pg_catalog, pg_temp
      return 1;
  end if;
end
$$;

-- The one clock of the ledger.
create or replace function send_sms.clock() returns timestamptz
  language sql volatile set search_path = pg_catalog, pg_temp
  return clock_timestamp();

-- The order in which counters are locked, everywhere: what most requests share comes last and is held shortest.
create or replace function send_sms.lock_counters(counters jsonb) returns void
  language sql volatile set search_path = pg_catalog, pg_temp
as $$
  select pg_advisory_xact_lock(hashtextextended('send_sms ' || ordered.scope || ' ' || ordered.subject, 0))
  from (
    select distinct array_position(array['per_number', 'per_ip', 'per_prefix', 'per_country'], scope) as rank,
      scope, subject
    from jsonb_to_recordset(counters) as named (scope text, subject text)
    order by rank nulls last, scope, subject
  ) as ordered
$$;

-- The control of a person that closes this country or this block of numbers, if any.
create or replace function send_sms.closed_by(at timestamptz, country text, prefix text)
  returns setof send_sms.controls
  language sql stable set search_path = pg_catalog, pg_temp
as $$
  select * from send_sms.controls as c
  where c.lifted_at is null and c.made_by <> 'guard' and (c.until is null or c.until > at)
    -- The ledger knows the block a number is in, not the number: a longer prefix closes the whole block.
    and (c.kind = 'paused' or c.subject = closed_by.country
      or starts_with(closed_by.prefix, c.subject) or starts_with(c.subject, closed_by.prefix))
  order by c.kind desc, c.until desc nulls first
  limit 1
$$;

-- A request as the hook knows it. Nothing else: whoever has the hook's role must not write that a number has verified,
-- nor what the guard cannot read, which would keep it from looking.
create or replace function send_sms.asked(key text, details jsonb) returns send_sms.requests
  language sql stable set search_path = pg_catalog, pg_temp
as $$
  select jsonb_populate_record(null::send_sms.requests, coalesce((
    select jsonb_object_agg(d.key, d.value) from jsonb_each(details) as d
    where d.key in ('number_hash', 'number_mask', 'country', 'prefix', 'ip_hash', 'net_hash', 'flow', 'user_id', 'attempt')
      and (d.key <> 'user_id' or details ->> 'user_id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
      and (d.key <> 'prefix' or details ->> 'prefix' ~ '^[0-9]{1,15}$')
  ), '{}') || jsonb_build_object('key', asked.key))
$$;

-- Claims a request: counts it in every window, or in none of them if one is full.
--   rules   [{scope, subject, seconds, max, rule}]
--   details the columns of a request that are known by now, `guard`, the mode of the hook that asks, `within`, the
--           milliseconds that it waits, and `verified_factor`, whether Auth knows the number as a second factor's
-- Locks are taken first, its own and then its counters'; so what follows reads and writes alone.
create or replace function send_sms.claim(key text, rules jsonb, details jsonb) returns jsonb
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  -- Below the second that the hook waits: a refusal that still reaches it says more than a timeout.
  set lock_timeout = '800ms'
as $$
#variable_conflict use_column
declare
  mode constant text := coalesce(details ->> 'guard', 'off');
  -- What the hook waits, less the way of an answer and the 50 ms that its clock may be early: who hears the refusal
  -- keeps the connection. A second at the longest.
  patience constant integer := least(850, (details ->> 'within')::numeric - 150);
  request send_sms.requests;
  control send_sms.controls;
  observed jsonb := '{}';
  full_window record;
  at timestamptz;
  verdict jsonb;
begin
  -- A window is for ever where its end is out of sight.
  if exists (select from jsonb_to_recordset(rules) as r (seconds bigint) where r.seconds > 366 * 86400) then
    raise exception 'Cannot count: a window is 366 days at most';
  end if;
  if patience < 800 then
    perform set_config('lock_timeout', greatest(1, patience)::text, true);
  end if;
  perform pg_advisory_xact_lock(hashtextextended('send_sms request ' || claim.key, 0));
  select * into request from send_sms.requests as q where q.key = claim.key;
  if request.status = 'in_flight' and request.attempt = details ->> 'attempt' then
    return '{"status": "claimed"}';
  end if;
  if details ->> 'attempt' = any (request.withdrawn) then
    raise exception 'claimed too late' using errcode = 'lock_not_available';
  end if;
  if request.status = 'in_flight' or request.outcome is not null then
    return jsonb_build_object('status', 'duplicate',
      'outcome', coalesce(request.outcome, to_jsonb(request.status)));
  end if;

  request := send_sms.asked(claim.key, details);
  request.created_at := send_sms.clock();
  select * into control
    from send_sms.closed_by(request.created_at, request.country, request.prefix);
  if control.id is null and mode <> 'off' and details -> 'verified_factor' is distinct from 'true' then
    select * into control from send_sms.guarded_by(request);
    request.control_id := control.id;
    if control.id is not null and (mode = 'observe' or control.kind = 'observed') then
      request.rule := send_sms.rule_of(control.subject, 'observed');
      observed := jsonb_build_object('observed', control.reason);
      control := null;
    end if;
  end if;
  if control.id is not null then
    request.status := 'closed';
    request.rule := send_sms.rule_of(control.subject,
      case when control.made_by = 'guard' then 'guarded' else control.kind end);
    verdict := jsonb_strip_nulls(jsonb_build_object('status', 'closed', 'control', control.kind,
      'by', case when request.control_id is not null then 'guard' end,
      -- What a person lifts it by; of the guard's some are hashes, which belong to nobody's log.
      'subject', case when request.control_id is null then control.subject end,
      'reason', control.reason, 'until', control.until));
  else
    perform send_sms.lock_counters(rules);
    -- Only now: whoever waited for a lock must not count by a time before that of whom it waited for.
    at := send_sms.clock();
    request.created_at := at;
    -- A clock that was set back must not keep a window open for longer than its length. The windows are looked up one
    -- by one (`offset 0`): the planner takes `rules` for a hundred, and would rather read all that there are.
    if exists (
      select from jsonb_to_recordset(rules) as r (scope text, subject text, seconds integer)
      cross join lateral (
        select c.closes_at from send_sms.counters as c
        where c.scope = r.scope and c.subject = r.subject and c.seconds = r.seconds
        offset 0
      ) as w
      where w.closes_at > at + r.seconds * interval '1 second'
    ) then
      update send_sms.counters as c set closes_at = at + c.seconds * interval '1 second'
        from jsonb_to_recordset(rules) as r (scope text, subject text, seconds integer)
        where c.scope = r.scope and c.subject = r.subject and c.seconds = r.seconds
          and c.closes_at > at + c.seconds * interval '1 second';
    end if;
    select r.rule, w.closes_at - at as wait into full_window
      from rows from (jsonb_to_recordset(rules)
          as (scope text, subject text, seconds integer, max integer, rule text))
        with ordinality as r (scope, subject, seconds, max, rule, nth)
      cross join lateral (
        select c.closes_at, c.count from send_sms.counters as c
        where c.scope = r.scope and c.subject = r.subject and c.seconds = r.seconds
        offset 0
      ) as w
      where w.count >= r.max and w.closes_at > at
      -- A shorter wait than the longest would promise what the next try cannot keep.
      order by wait desc, r.nth
      limit 1;
    if found then
      request.status := 'limited';
      request.rule := full_window.rule;
      verdict := jsonb_build_object('status', 'limited', 'rule', full_window.rule,
        'retryAfterSeconds', greatest(1, ceil(extract(epoch from full_window.wait))));
    else
      with counted as (
        insert into send_sms.counters as c (scope, subject, seconds, closes_at, count)
        select distinct r.scope, r.subject, r.seconds, at + r.seconds * interval '1 second', 1
          from jsonb_to_recordset(rules) as r (scope text, subject text, seconds integer)
        on conflict (scope, subject, seconds) do update set
          closes_at = case when c.closes_at > at then c.closes_at else excluded.closes_at end,
          count = case when c.closes_at > at then c.count + 1 else 1 end
        returning c.id, c.closes_at
      )
      select array_agg(id), array_agg(closes_at) into request.taken_ids, request.taken_ends from counted;
      request.status := 'in_flight';
      verdict := jsonb_build_object('status', 'claimed') || observed;
    end if;
  end if;

  insert into send_sms.requests as q select request.*
    -- A request that was refused before may be claimed now.
    on conflict (key) do update set status = excluded.status, rule = excluded.rule,
      control_id = excluded.control_id, attempt = excluded.attempt, created_at = excluded.created_at,
      taken_ids = excluded.taken_ids, taken_ends = excluded.taken_ends;
  -- Nobody waits for this claim any longer: better none than one that nobody sends for.
  if clock_timestamp() - statement_timestamp() > patience * interval '1 ms' then
    raise exception 'claimed too late' using errcode = 'lock_not_available';
  end if;
  return verdict;
end
$$;

-- Ends a try to claim that has not come to a claim: from now on it cannot. The request's lock lets the second of the
-- two, this and the claim, see the first.
create or replace function send_sms.forestall(key text, settlement jsonb) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  request send_sms.requests;
begin
  perform pg_advisory_xact_lock(hashtextextended('send_sms request ' || forestall.key, 0));
  perform from send_sms.requests as q
    where q.key = forestall.key and q.status = 'in_flight' and q.attempt = settlement ->> 'attempt';
  if found then
    return;
  end if;
  request := send_sms.asked(forestall.key, settlement -> 'details');
  request.status := 'rejected';
  request.rule := 'ledger_down';
  -- Who used the code may have done so before this: when it was asked for, but no longer ago than the guard looks back.
  request.created_at := send_sms.clock()
    - greatest(0, least(86400000, coalesce((settlement ->> 'askedMsAgo')::numeric, 0))) * interval '1 ms';
  request.withdrawn := array[request.attempt];
  insert into send_sms.requests as q select request.*
    on conflict (key) do update set withdrawn = q.withdrawn || excluded.withdrawn;
  if settlement ? 'outcome' then
    update send_sms.requests as q set status = 'in_flight', rule = null, attempt = request.attempt
      where q.key = forestall.key and q.status <> 'in_flight' and q.outcome is null;
  end if;
end
$$;

-- Keeps how a claimed request ended; the first outcome stays.
--   settlement  {outcome, givesBack, route: {api, sign, template}, sendMs}
--   Of a claim that nobody heard of also {attempt, details, askedMsAgo}: made or not, it is settled if nobody else has
--   claimed the request. Where it has no outcome, for nothing was sent, the request is free to be claimed again.
create or replace function send_sms.settle(key text, settlement jsonb) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  set lock_timeout = '800ms'
as $$
#variable_conflict use_column
declare
  unheard constant text := settlement ->> 'attempt';
  taken record;
begin
  if unheard is not null then
    perform send_sms.forestall(settle.key, settlement);
  end if;
  update send_sms.requests as q set
      status = coalesce(settlement -> 'outcome' ->> 'status', 'rejected'),
      outcome = settlement -> 'outcome',
      rule = case when settlement ? 'outcome' then q.rule else 'ledger_down' end,
      withdrawn = case when unheard is null then q.withdrawn else array_append(q.withdrawn, unheard) end,
      api = settlement -> 'route' ->> 'api',
      sign = settlement -> 'route' ->> 'sign',
      template = settlement -> 'route' ->> 'template',
      send_ms = round((settlement ->> 'sendMs')::numeric),
      settled_at = case when settlement ? 'outcome' then send_sms.clock() end,
      taken_ids = null,
      taken_ends = null
    from (select o.key, o.taken_ids, o.taken_ends from send_sms.requests as o where o.key = settle.key) as old
    where q.key = old.key and q.status = 'in_flight' and (unheard is null or q.attempt = unheard)
    returning old.taken_ids, old.taken_ends into taken;
  if not found or taken.taken_ids is null or not (settlement ->> 'givesBack')::boolean then
    return;
  end if;

  perform send_sms.lock_counters(jsonb_agg(jsonb_build_object('scope', c.scope, 'subject', c.subject)))
    from send_sms.counters as c where c.id = any (taken.taken_ids);
  -- A place in a window that has closed meanwhile is nobody's to give back; a window that holds nothing is closed.
  update send_sms.counters as c set count = c.count - 1,
      closes_at = case when c.count = 1 then '-infinity' else c.closes_at end
    from unnest(taken.taken_ids, taken.taken_ends) as t (id, closes_at)
    where c.id = t.id and c.closes_at = t.closes_at and c.count > 0;
end
$$;

-- The outcome of a claimed request, "in_flight", "withdrawn" where whoever claimed it has not sent and never will, or
-- null where it was never claimed.
create or replace function send_sms.outcome_of(key text) returns jsonb
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
  select coalesce(q.outcome, to_jsonb(case when q.status = 'in_flight' then 'in_flight'
    when q.withdrawn is not null then 'withdrawn' end))
  from send_sms.requests as q where q.key = outcome_of.key
$$;

-- A time as somebody else has written it, or null where it is none.
create or replace function send_sms.time_of(written text) returns timestamptz
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return written::timestamptz;
exception
  when others then return null;
end
$$;

-- Takes reports on delivery as they come: twice, out of order, before the send is settled. Whatever their order, the
-- latest report on a message stays; one that does not fit loses no other. Says how many were news.
--   reports  [{outId, bizId, delivered, code, reportedAt}]
create or replace function send_sms.receive(reports jsonb) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  -- Whoever pushes a report waits 700 ms for the answer.
  set lock_timeout = '400ms'
as $$
declare
  at constant timestamptz := send_sms.clock();
  taken integer;
begin
  insert into send_sms.receipts as r (out_id, biz_id, delivered, code, reported_at, received_at)
    select distinct on (written.out_id, written.biz_id) written.out_id, written.biz_id,
      written.delivered::boolean, written.code, written.reported_at, at
    from (
      select coalesce(report ->> 'outId', '') as out_id, coalesce(report ->> 'bizId', '') as biz_id,
        report ->> 'delivered' as delivered, left(report ->> 'code', 64) as code,
        send_sms.time_of(report ->> 'reportedAt') as reported_at
      from jsonb_array_elements(case jsonb_typeof(reports) when 'array' then reports else '[]' end) as report
    ) as written
    where written.delivered in ('true', 'false') and isfinite(written.reported_at)
      -- What lies ahead would outlast every later report; clocks differ by minutes, time zones by hours.
      and written.reported_at < at + interval '1 day'
      -- An index holds no longer ones, and there are none.
      and greatest(length(written.out_id), length(written.biz_id)) between 1 and 64
    -- In one order, as two batches may hold the same reports.
    order by written.out_id, written.biz_id, written.reported_at desc, written.delivered desc,
      coalesce(written.code, '') collate "C" desc
    on conflict (out_id, biz_id) do update
      set delivered = excluded.delivered, code = excluded.code, reported_at = excluded.reported_at
      where (excluded.reported_at, excluded.delivered, coalesce(excluded.code, '') collate "C")
        > (r.reported_at, r.delivered, coalesce(r.code, ''));
  get diagnostics taken = row_count;
  return taken;
end
$$;

-- Deletes what is older than `keep_days`, some thousand rows at a time; to be called again until it returns 0.
-- Whoever is not the owner deletes nothing that is younger than the owner has said.
-- It waits for nobody, and only a claim in a window that closed an hour ago could wait for it, some milliseconds.
create or replace function send_sms.purge(keep_days integer) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  set lock_timeout = '800ms'
as $$
declare
  batch constant integer := 1000;
  at constant timestamptz := send_sms.clock();
  -- A request can be repeated for ten minutes; its row must outlive them. As many days as SMS_LEDGER_KEEP_DAYS may say
  -- at most, for a time before all times is an error.
  before constant timestamptz := at - least(9999, greatest(keep_days, 1, (
    select r.keep_days_at_least from send_sms.retention as r
    where not pg_has_role(session_user, current_user, 'member')))) * interval '1 day';
  deleted integer;
  total integer;
begin
  if keep_days is null or keep_days not between 1 and 9999 then
    raise exception 'Cannot purge: rows are kept for 1 to 9999 days / 无法清理：保留天数须为 1 到 9999';
  end if;
  -- A row, which only who may write can hold: an advisory lock is anybody's.
  perform from send_sms.retention as r where r.only_row for update skip locked;
  if not found then
    return 0;
  end if;
  delete from send_sms.requests where ctid = any (array(
    select ctid from send_sms.requests where created_at < before
    order by created_at limit batch for update skip locked));
  get diagnostics total = row_count;
  delete from send_sms.counters where ctid = any (array(
    select ctid from send_sms.counters where closes_at < at - interval '1 hour'
    order by closes_at limit batch for update skip locked));
  get diagnostics deleted = row_count;
  total := total + deleted;
  delete from send_sms.receipts where ctid = any (array(
    select ctid from send_sms.receipts where received_at < before
    order by received_at limit batch for update skip locked));
  get diagnostics deleted = row_count;
  total := total + deleted;
  delete from send_sms.controls where id = any (array(
    select id from send_sms.controls where least(lifted_at, until) < before
    limit batch for update skip locked));
  get diagnostics deleted = row_count;
  return total + deleted;
end
$$;

-- Deletes what is kept of one number. What is younger than ten minutes stays, for its request may be repeated and
-- must not be sent twice; `kept` says how many those are.
create or replace function send_sms.forget(number_hash text) returns jsonb
  language plpgsql volatile
  set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  before constant timestamptz := send_sms.clock() - interval '10 minutes';
  requests integer;
  receipts integer;
  counters integer;
  kept integer;
begin
  delete from send_sms.receipts as r using send_sms.requests as q
    where q.number_hash = forget.number_hash and q.created_at < before
      and (r.out_id = q.key or r.out_id = '' and r.biz_id = q.outcome ->> 'receiptId');
  get diagnostics receipts = row_count;
  delete from send_sms.requests as q where q.number_hash = forget.number_hash and q.created_at < before;
  get diagnostics requests = row_count;
  delete from send_sms.counters as c where c.scope = 'per_number' and c.subject = forget.number_hash;
  get diagnostics counters = row_count;
  select count(*) into kept from send_sms.requests as q where q.number_hash = forget.number_hash;
  return jsonb_build_object('requests', requests, 'receipts', receipts, 'counters', counters, 'kept', kept);
end
$$;

-- Who acts: a tool may say on whose behalf, with `set send_sms.actor`; else whoever has logged in.
create or replace function send_sms.actor() returns text
  language sql stable set search_path = pg_catalog, pg_temp
  return coalesce(nullif(current_setting('send_sms.actor', true), ''), session_user);

-- Refuses every send from the next claim on, until `resume`.
create or replace function send_sms.pause(reason text) returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if coalesce(btrim(pause.reason), '') = '' then
    raise exception 'Cannot pause: a reason is needed / 请填写原因';
  end if;
  -- It goes into the log with each request that it refuses.
  if length(pause.reason) > 500 then
    raise exception 'Cannot pause: a reason has at most 500 characters / 原因最多 500 个字符';
  end if;
  perform send_sms.resume();
  insert into send_sms.controls (kind, reason, made_by, made_at)
    values ('paused', pause.reason, send_sms.actor(), send_sms.clock());
  return 'paused until send_sms.resume()';
end
$$;

create or replace function send_sms.resume() returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  update send_sms.controls set lifted_at = send_sms.clock(), lifted_by = send_sms.actor()
    where kind = 'paused' and lifted_at is null;
  return case when found then 'resumed' else 'was not paused' end;
end
$$;

-- What a request's country can be; the hook's own list (src/hook/sms/country.ts).
create or replace function send_sms.countries() returns text[]
  language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select regexp_split_to_array(btrim('
      AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BW
      BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ
      FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO
      IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD
      ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA
      PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR
      SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN
      VU WF WS XK YE YT ZA ZM ZW
  ', E' \n'), '\s+')
$$;

-- A country as its two letters, a prefix as its digits.
create or replace function send_sms.block_subject(country_or_prefix text) returns text
  language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  bare constant text := regexp_replace(coalesce(country_or_prefix, ''), '[\s()+-]', '', 'g');
begin
  if bare !~ '^([A-Za-z]{2}|[1-9][0-9]{0,14})$' then
    raise exception
      'Neither a country such as CN nor a prefix such as +86138: "%" / 既不是国家（如 CN）也不是号段（如 +86138）：“%”',
      country_or_prefix, country_or_prefix;
  end if;
  if bare ~ '^[A-Za-z]' and not upper(bare) = any (send_sms.countries()) then
    raise exception
      'No country code of ISO 3166, such as GB for the United Kingdom: "%" / 不是 ISO 3166 国家代码（例如英国为 GB）：“%”',
      country_or_prefix, country_or_prefix;
  end if;
  if bare ~ '^86[0-9]{8,}$' then
    raise exception
      'Cannot block "%": the ledger knows the first seven digits of a mainland number and no more / 账本只知道大陆号码的前七位',
      country_or_prefix;
  end if;
  return upper(bare);
end
$$;

-- Refuses sends to a country or a block of numbers from the next claim on; for ever where `lasting` is null.
create or replace function send_sms.block(country_or_prefix text, lasting interval, reason text) returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted constant text := send_sms.block_subject(country_or_prefix);
  at constant timestamptz := send_sms.clock();
begin
  if coalesce(btrim(block.reason), '') = '' then
    raise exception 'Cannot block: a reason is needed / 请填写原因';
  end if;
  if length(block.reason) > 500 then
    raise exception 'Cannot block: a reason has at most 500 characters / 原因最多 500 个字符';
  end if;
  -- Written as in the mainland it would close a part of +1 and leave what is meant open.
  if country_or_prefix ~ '^[\s()-]*1[\s()-]*[3-9]' then
    raise exception
      'Cannot block: the country code is missing, +86 in the mainland, +1 in North America / 缺少国家代码：大陆为 +86，北美为 +1';
  end if;
  if lasting <= interval '0' then
    raise exception 'Cannot block: it would be over already / 无法封禁：时长须大于零';
  end if;
  -- Of a number abroad the last seven digits are unknown, and a number must not stand here.
  if wanted ~ '^[0-9]{9,}$' and wanted !~ '^86' then
    raise exception
      'Cannot block one number: the ledger knows it without its last seven digits; % would close all numbers that begin so / 无法封禁单个号码：账本不知道号码的后七位；可封禁号段 %，其下所有号码都会被拒绝',
      '+' || left(wanted, greatest(3, length(wanted) - 7)), '+' || left(wanted, greatest(3, length(wanted) - 7));
  end if;
  -- What the guard has closed stays until its own end: to lift it is to say that it was honest.
  update send_sms.controls as c set lifted_at = at, lifted_by = send_sms.actor()
    where c.kind = 'blocked' and c.subject = wanted and c.made_by <> 'guard' and c.lifted_at is null;
  insert into send_sms.controls (kind, subject, reason, made_by, made_at, until)
    values ('blocked', wanted, block.reason, send_sms.actor(), at, at + lasting);
  return format('blocked %s until %s', wanted, coalesce((at + lasting)::text, 'send_sms.unblock()'))
    -- 310 and 555 of +1 are one block here: of its numbers the first four digits are known.
    || case when wanted ~ '^[0-9]{5,}$' and wanted !~ '^86' then
      '; a number abroad is known without its last seven digits, so all that begin like what is known of these are refused'
      || ' / 境外号码的后七位未知：与其已知部分开头相同的号码都会被拒绝' else '' end;
end
$$;

-- As `block` writes it, and the guard: a country, a prefix, `ip:` or `net:` with the hash that controls show, or `ip:*`.
create or replace function send_sms.unblock(country_or_prefix text) returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  wanted text := coalesce(country_or_prefix, '');
begin
  -- As it stands there, or as `block` would write it.
  if wanted !~ '^(ip:[*]|(ip|net):[0-9a-f]{32})$' and not exists (
    select from send_sms.controls as c where c.subject = country_or_prefix and c.lifted_at is null)
  then
    wanted := send_sms.block_subject(country_or_prefix);
  end if;
  update send_sms.controls as c set lifted_at = send_sms.clock(), lifted_by = send_sms.actor()
    where c.kind in ('blocked', 'observed') and c.subject = wanted and c.lifted_at is null;
  return case when found then 'unblocked ' else 'was not blocked: ' end || wanted;
end
$$;

-- Rights: everything for the owner, some functions for send_sms_hook, nothing for anybody else.
create or replace function send_sms.grant_rights() returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  stranger text;
  seen text;
  allowed regprocedure;
begin
  for stranger in
    select 'public' union all
    select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role', 'send_sms_hook')
  loop
    execute format('revoke all on schema send_sms from %s', stranger);
    execute format('revoke all on all tables in schema send_sms from %s', stranger);
    execute format('revoke all on all sequences in schema send_sms from %s', stranger);
    execute format('revoke all on all routines in schema send_sms from %s', stranger);
  end loop;
  for seen in
    select relname from pg_class where relnamespace = 'send_sms'::regnamespace and relkind = 'r' and not relrowsecurity
      and relname in ('requests', 'counters', 'controls', 'receipts', 'retention', 'guard_state', 'prices')
  loop
    execute format('alter table send_sms.%I enable row level security', seen);
  end loop;
  -- From 15 on a view can ask for the rights of its reader instead of its owner's. Those that somebody else has put
  -- here do as they were made.
  if current_setting('server_version_num')::integer >= 150000 then
    for seen in
      select relname from pg_class where relnamespace = 'send_sms'::regnamespace and relkind = 'v'
        and relname in ('traced', 'recent', 'by_hour', 'by_day', 'by_reason', 'by_country', 'by_prefix', 'by_template',
          'guarded', 'open_controls', 'guard_looked')
        and reloptions is null
    loop
      execute format('alter view send_sms.%I set (security_invoker = true)', seen);
    end loop;
  end if;
  if not exists (select from pg_roles where rolname = 'send_sms_hook') then
    begin
      create role send_sms_hook nologin;
    exception
      -- Roles belong to the whole server: another database may have made it just now.
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then return 'the role send_sms_hook is missing';
    end;
  end if;
  grant usage on schema send_sms to send_sms_hook;
  -- By their arguments: another function of such a name is its owner's. The guard may come with a later file.
  for allowed in
    select known from unnest(array['version()', 'claim(text, jsonb, jsonb)', 'settle(text, jsonb)', 'outcome_of(text)',
      'receive(jsonb)', 'purge(integer)', 'guard(text)']) as listed
    cross join to_regprocedure('send_sms.' || listed) as known where known is not null
  loop
    execute format('grant execute on function %s to send_sms_hook', allowed);
  end loop;
  return 'ok';
end
$$;
select send_sms.grant_rights();
