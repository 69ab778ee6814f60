-- Claims that nobody heard of: a hook gives a claim up when its time is over, and the claim may be made all the same.
-- Under the rules of the first migration: forward only, and it can be applied again.

-- Which tries to claim the request have been given up, made or not; they make none any more.
alter table send_sms.requests add column if not exists withdrawn text[];

create or replace function send_sms.version() returns integer
  language sql immutable set search_path = pg_catalog, pg_temp
  return 4;

-- A request as the hook knows it. Nothing else: whoever has the hook's role must not write that a number has verified.
create or replace function send_sms.asked(key text, details jsonb) returns send_sms.requests
  language sql stable set search_path = pg_catalog, pg_temp
as $$
  select jsonb_populate_record(null::send_sms.requests, coalesce((
    select jsonb_object_agg(d.key, d.value) from jsonb_each(details) as d
    where d.key in ('number_hash', 'number_mask', 'country', 'prefix', 'ip_hash', 'net_hash', 'flow', 'user_id', 'attempt')
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
  -- Below the second that a hook waits at the longest.
  patience constant integer := least(900, (details ->> 'within')::numeric);
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
      'reason', control.reason, 'until', control.until));
  else
    perform send_sms.lock_counters(rules);
    -- Only now: whoever waited for a lock must not count by a time before that of whom it waited for.
    at := send_sms.clock();
    request.created_at := at;
    -- A clock that was set back must not keep a window open for longer than its length.
    update send_sms.counters as c set closes_at = at + c.seconds * interval '1 second'
      from jsonb_to_recordset(rules) as r (scope text, subject text, seconds integer)
      where c.scope = r.scope and c.subject = r.subject and c.seconds = r.seconds
        and c.closes_at > at + c.seconds * interval '1 second';
    select r.rule, c.closes_at - at as wait into full_window
      from rows from (jsonb_to_recordset(rules)
          as (scope text, subject text, seconds integer, max integer, rule text))
        with ordinality as r (scope, subject, seconds, max, rule, nth)
      join send_sms.counters as c
        on c.scope = r.scope and c.subject = r.subject and c.seconds = r.seconds
      where c.count >= r.max and c.closes_at > at
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
  request.created_at := send_sms.clock();
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
--   Of a claim that nobody heard of also {attempt, details}: made or not, it is settled if nobody else has claimed the
--   request. Where it has no outcome, for nothing was sent, the request is free to be claimed again.
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

-- One row: how many days the hook's role cannot delete. The hook says how long to keep; who has stolen its password
-- must not say that everything is too old.
create table if not exists send_sms.retention (
  only_row boolean primary key default true check (only_row),
  keep_days_at_least integer not null default 7 check (keep_days_at_least >= 1)
);
alter table send_sms.retention enable row level security;
insert into send_sms.retention default values on conflict do nothing;

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
  -- A request can be repeated for ten minutes; its row must outlive them.
  before constant timestamptz := at - greatest(keep_days, 1, (
    select r.keep_days_at_least from send_sms.retention as r
    where not pg_has_role(session_user, current_user, 'member'))) * interval '1 day';
  deleted integer;
  total integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('send_sms purge', 0)) then
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

select send_sms.grant_rights();
