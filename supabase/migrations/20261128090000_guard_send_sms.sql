-- The guard of the Send-SMS hook: works out which addresses, blocks of numbers and countries get codes that nobody
-- uses, and closes them for a while. How it decides: docs/spend.md and docs/adr/0012.
--
-- Whether a code was used is read from auth.users, auth.sessions and auth.mfa_challenges: never written, no row
-- locked, and where they cannot be read nothing is closed.

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

select send_sms.add_column('requests', 'verified_at', 'timestamptz');
select send_sms.add_index('requests_ip', 'requests (ip_hash, created_at) where ip_hash is not null');
-- Who has verified before is asked for with every claim that meets a control.
select send_sms.add_index('requests_verified_number', 'requests (number_hash) where verified_at is not null'),
  send_sms.add_index('requests_verified_ip', 'requests (ip_hash, created_at) where verified_at is not null'),
  send_sms.add_index('requests_prefix', 'requests (prefix, created_at)');
-- What may have been sent, for whatever asks for it: of one block a hundred thousand may have been refused today.
select send_sms.add_index('requests_sent',
    $$requests (created_at) where status in ('accepted', 'unconfirmed', 'in_flight')$$),
  send_sms.add_index('requests_sent_ip', $$requests (ip_hash, created_at)
    where ip_hash is not null and status in ('accepted', 'unconfirmed', 'in_flight')$$),
  send_sms.add_index('requests_sent_net', $$requests (net_hash, created_at)
    where net_hash is not null and status in ('accepted', 'unconfirmed', 'in_flight')$$),
  send_sms.add_index('requests_sent_prefix',
    $$requests (prefix, created_at) where status in ('accepted', 'unconfirmed', 'in_flight')$$);
-- Of an earlier state, without its time. Put aside it locks nobody out while the new one is built.
do $$
begin
  if pg_get_indexdef(to_regclass('send_sms.requests_control')) not like '%(control_id, created_at)%' then
    alter index send_sms.requests_control rename to requests_control_without_time;
  end if;
end
$$;
select send_sms.add_index('requests_signin', $$requests (created_at) where flow = 'signin'$$),
  send_sms.add_index('requests_control', 'requests (control_id, created_at) where control_id is not null');

-- What the guard closes has `ip:` or `net:` and a keyed hash as its subject, or is a country or a prefix.
-- A control that is only observed refuses nobody.
select send_sms.add_column('controls', 'evidence', 'jsonb');
do $$
begin
  if not exists (select from pg_constraint where conrelid = 'send_sms.controls'::regclass
      and conname = 'controls_kind_check' and pg_get_constraintdef(oid) like '%observed%') then
    alter table send_sms.controls drop constraint if exists controls_kind_check,
      add constraint controls_kind_check check (kind in ('paused', 'blocked', 'observed'));
  end if;
end
$$;
select send_sms.add_index('controls_by_people', $$controls (id) where lifted_at is null and made_by <> 'guard'$$),
  send_sms.add_index('controls_by_guard', $$controls (subject, until) where made_by = 'guard'$$);

-- One row: what the guard knows from its last run.
create table if not exists send_sms.guard_state (
  only_row boolean primary key default true check (only_row),
  ran_at timestamptz not null default '-infinity',
  swept_at timestamptz not null default '-infinity',
  -- When it was last noted which codes were used, and which controls those meet that none were weighed against since.
  noted_at timestamptz not null default '-infinity',
  touched text[] not null default '{}',
  -- When a hook last asked for a run that closes, or for one that only observes.
  on_at timestamptz not null default '-infinity',
  observe_at timestamptz not null default '-infinity',
  -- What is usual here: the share of new numbers that verify, and of those how many do within each of `ages()`.
  usual_at timestamptz not null default '-infinity',
  usual_rate double precision not null default 0.75,
  usual_curve double precision[],
  -- When all of it was learnt last, and not the crowds alone.
  learnt_at timestamptz not null default '-infinity',
  -- How many codes are usually sent in three minutes.
  usual_codes double precision not null default 0,
  -- `ip:` and `net:` of whom so many come from that it is nobody's, such as a proxy's that passes no client's on.
  crowds text[] not null default '{}',
  -- Whether addresses that are new today may pass closed blocks, and closed addresses ask for new blocks; see `credit`.
  addresses_credit boolean not null default true,
  blocks_credit boolean not null default false,
  -- When codes got lost last.
  lost_at timestamptz not null default '-infinity',
  -- Why nothing can be closed, where that is so.
  problem text
);
-- What a guard that was made from an earlier state of this file lacks, or has in another shape.
select send_sms.add_column('guard_state', 'noted_at', $$timestamptz not null default '-infinity'$$),
  send_sms.add_column('guard_state', 'touched', $$text[] not null default '{}'$$),
  send_sms.add_column('guard_state', 'crowds', $$text[] not null default '{}'$$),
  send_sms.add_column('guard_state', 'addresses_credit', 'boolean not null default true'),
  send_sms.add_column('guard_state', 'blocks_credit', 'boolean not null default false'),
  send_sms.add_column('guard_state', 'learnt_at', $$timestamptz not null default '-infinity'$$),
  send_sms.add_column('guard_state', 'lost_at', $$timestamptz not null default '-infinity'$$);
drop index if exists send_sms.requests_net;
drop index if exists send_sms.requests_control_without_time;
-- Drops what has this name and another shape, for it would not be replaced or would stay beside the new one. What has
-- the right one stays: a view of the owner's may read it.
create or replace function send_sms.make_way(name text, arguments text default null, result text default null)
  returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  known regprocedure;
begin
  for known in
    select p.oid from pg_proc as p where p.pronamespace = 'send_sms'::regnamespace and p.proname = make_way.name
      and (pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)) is distinct from (arguments, result)
  loop
    execute format('drop function %s', known);
  end loop;
end
$$;
select send_sms.make_way('close_touched'),
  send_sms.make_way('learn_usual', 'at timestamp with time zone, OUT rate double precision, '
    'OUT curve double precision[], OUT codes double precision, OUT crowds text[]', 'record'),
  send_sms.make_way('evidence_of', 'subject text, at timestamp with time zone, closed jsonb, rate double precision, '
    'curve double precision[], mixed_rate double precision, pumped_rate double precision',
    'TABLE(numbers integer, weight double precision, verified integer, pending integer, addresses integer, '
    'newest timestamp with time zone, honest double precision, mixed double precision, pumped double precision, '
    'past_numbers integer, past_verified integer)'),
  send_sms.make_way('lift_proven', 'state send_sms.guard_state, at timestamp with time zone', 'integer'),
  send_sms.make_way('codes_get_lost',
    'at timestamp with time zone, crowds text[], carriers text[] DEFAULT NULL::text[]', 'SETOF text'),
  send_sms.make_way('hold_rushes', 'mode text, at timestamp with time zone, share double precision', 'void');
insert into send_sms.guard_state default values on conflict do nothing;

-- Applied again beside later migrations it must not say less than they do.
do $$
begin
  if send_sms.version() < 2 then
    create or replace function send_sms.version() returns integer
      language sql immutable set search_path = pg_catalog, pg_temp
      return 2;
  end if;
end
$$;

-- The hash of an address (`ip`) or of its network (`net`), unless so many come from there that it tells nobody apart;
-- see `crowds`.
create or replace function send_sms.told_apart(kind text, hash text, crowds text[]) returns text
  language sql immutable set search_path = pg_catalog, pg_temp
  return case when kind || ':' || hash = any (crowds) then null else hash end;

-- The control of the guard that refuses this request, if any. Closed is closed to strangers only:
--   whoever verified before, or is signing in with a number that Auth has confirmed, passes always;
--   what is suspected refuses only whom two suspicions meet, that of the address or its network and that of the block,
--   or, without an address and once newcomers have used up their credit, that of the block alone;
--   where an address is closed, and as long as there is credit, who asks for a number of a block that nobody else, nor
--   they from elsewhere, asked for today passes: somebody else may share the address;
--   where a block or a country is closed, who comes from an address that verified before and is not suspected passes,
--   and, in a block as long as there is credit, who comes from one that nobody else asked from today;
--   where codes rush out, who asks from where there are too many unused ones waits.
create or replace function send_sms.guarded_by(request send_sms.requests) returns setof send_sms.controls
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  at constant timestamptz := request.created_at;
  met record;
  credit record;
begin
  for met in
    -- What refuses comes first, and what only observes, which a hook that observed before may have left, adds nothing.
    select c.id, c.subject, c.subject ~ '^(ip|net):' as of_address, d.suspected, d.alone, c.evidence ? 'wide' as wide,
      bool_or(d.suspected and c.subject ~ '^(ip|net):') over (order by c.kind) as address_suspected,
      bool_or(d.suspected and c.subject = request.prefix) over (order by c.kind) as block_suspected
    from send_sms.controls as c
    cross join lateral (select c.evidence ? 'suspected' as suspected, c.evidence ? 'alone' as alone) as d
    where c.made_by = 'guard' and c.until > at and c.lifted_at is null
      and c.subject = any (array['ip:' || request.ip_hash, 'net:' || request.net_hash, 'ip:*', request.country]
        || array(select left(request.prefix, n) from generate_series(1, length(request.prefix)) as n))
    -- What is said of an address is said of nobody else; and what has to be counted is asked last.
    order by c.kind, c.subject = 'ip:*', d.suspected, starts_with(c.subject, 'ip:') desc,
      starts_with(c.subject, 'net:') desc, c.until desc
  loop
    if credit is null then
      exit when request.flow = 'signin' or exists (
        select from send_sms.requests as q where q.number_hash = request.number_hash and q.verified_at is not null);
      select s.addresses_credit as addresses, s.blocks_credit as blocks, s.crowds, s.ran_at into credit
        from send_sms.guard_state as s;
      request.ip_hash := send_sms.told_apart('ip', request.ip_hash, credit.crowds);
      request.net_hash := send_sms.told_apart('net', request.net_hash, credit.crowds);
    end if;
    if met.subject = 'ip:*' then
      continue when not send_sms.rushes(request);
    elsif met.suspected then
      continue when not (met.address_suspected and met.block_suspected)
        and not (met.alone and (request.ip_hash is null or not credit.addresses
            or send_sms.spent_since(request, credit.ran_at))
          and not exists (select from send_sms.requests as q
            where q.ip_hash = request.ip_hash and q.created_at > at - interval '7 days' and q.verified_at is not null));
    elsif met.of_address then
      continue when credit.blocks and not exists (
        -- The first of the day, and few: who asks for one number all day has no others to be found among, and what is
        -- asked afterwards, which being refused costs nothing, hides nobody who was there before.
        select from (select q.number_hash, q.ip_hash from send_sms.requests as q
          where q.prefix = request.prefix and q.created_at > at - interval '1 day'
          order by q.created_at limit 100) as q
        where q.number_hash <> request.number_hash or q.ip_hash is distinct from request.ip_hash);
    else
      continue when not met.address_suspected and exists (select from send_sms.requests as q
          where q.ip_hash = request.ip_hash and q.created_at > at - interval '7 days' and q.verified_at is not null)
        or credit.addresses and not met.wide and request.ip_hash is not null and not exists (
          select from (select q.number_hash from send_sms.requests as q
            where q.ip_hash = request.ip_hash and q.created_at > at - interval '1 day'
            order by q.created_at limit 100) as q
          where q.number_hash <> request.number_hash)
          and not send_sms.spent_since(request, credit.ran_at);
    end if;
    return query select * from send_sms.controls as c where c.id = met.id;
    exit;
  end loop;
end
$$;

-- Whether newcomers to this block have had enough since the guard looked, which sums up their credit: it looks after
-- twenty codes of one process, and there may be many. Three unused codes, and one for each four that were used there in
-- the last hour.
create or replace function send_sms.spent_since(request send_sms.requests, looked_at timestamptz) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return (select count(*) from (select from send_sms.requests as q
      where q.prefix = request.prefix and q.created_at > looked_at and q.verified_at is null
        and q.status in ('accepted', 'unconfirmed', 'in_flight') limit 100) as unused)
    >= 3 + (select count(distinct used.number_hash) from (select q.number_hash from send_sms.requests as q
      where q.prefix = request.prefix and q.created_at > request.created_at - interval '1 hour'
        and q.verified_at is not null and q.status in ('accepted', 'unconfirmed') limit 400) as used) / 4;
end
$$;

-- Whether too many codes of the last ten minutes are not used yet where this request comes from or goes to: two for
-- an address, eight for a network, ten for a block, and three, eight and ten more for each number that used one there
-- today. The limits are what makes no difference.
create or replace function send_sms.rushes(request send_sms.requests) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  at constant timestamptz := request.created_at;
  of_late constant timestamptz := at - interval '10 minutes';
  today constant timestamptz := at - interval '1 day';
begin
  -- In an order that only the narrowest index has, or what was refused has a wider one look as good.
  return exists (
    select from (
      select q.most, q.each, q.number_hash, count(*) filter (where q.verified_at is null) as unused,
        count(q.verified_at) > 0 as used
      from (
        (select 2 as most, 3 as each, q.number_hash, q.verified_at from send_sms.requests as q
          where q.ip_hash = request.ip_hash and q.created_at > of_late and q.verified_at is null
            and q.status in ('accepted', 'unconfirmed', 'in_flight') and send_sms.may_be_out(q, at)
          order by q.created_at desc limit 1100)
        union all
        (select 2, 3, q.number_hash, q.verified_at from send_sms.requests as q
          where q.ip_hash = request.ip_hash and q.created_at > today and q.verified_at is not null
            and q.status in ('accepted', 'unconfirmed', 'in_flight')
          order by q.created_at desc limit 100)
        union all
        (select 8, 8, q.number_hash, q.verified_at from send_sms.requests as q
          where q.net_hash = request.net_hash and q.created_at > of_late and q.verified_at is null
            and q.status in ('accepted', 'unconfirmed', 'in_flight') and send_sms.may_be_out(q, at)
          order by q.created_at desc limit 1100)
        union all
        (select 8, 8, q.number_hash, q.verified_at from send_sms.requests as q
          where q.net_hash = request.net_hash and q.created_at > today and q.verified_at is not null
            and q.status in ('accepted', 'unconfirmed', 'in_flight')
          order by q.created_at desc limit 100)
        union all
        (select 10, 10, q.number_hash, q.verified_at from send_sms.requests as q
          where q.prefix = request.prefix and q.created_at > of_late and q.verified_at is null
            and q.status in ('accepted', 'unconfirmed', 'in_flight') and send_sms.may_be_out(q, at)
          order by q.created_at desc limit 1100)
        union all
        (select 10, 10, q.number_hash, q.verified_at from send_sms.requests as q
          where q.prefix = request.prefix and q.created_at > today and q.verified_at is not null
            and q.status in ('accepted', 'unconfirmed', 'in_flight')
          order by q.created_at desc limit 100)
      ) as q
      group by q.most, q.each, q.number_hash
    ) as n
    group by n.most, n.each
    having sum(n.unused) filter (where not n.used and n.number_hash <> request.number_hash)
      >= n.most + n.each * count(*) filter (where n.used)
  );
end
$$;

-- Such as `blocked 86138`, `blocked CN`, `guarded ip`: of an address its kind, for nobody reads its hash.
create or replace function send_sms.rule_of(subject text, kind text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp
  return concat_ws(' ', kind, nullif(regexp_replace(subject, '^(ip|net):.*', '\1'), ''));

-- How old a code is when the guard looks again whether it was used; see `usual_curve`.
create or replace function send_sms.ages() returns double precision[]
  language sql immutable set search_path = pg_catalog, pg_temp
  return array[15, 30, 60, 120, 180, 300, 600, 1800, 3600];

-- Codes that may have been used since the last run. Young ones are looked at with every run, older ones every five
-- minutes, those of yesterday every hour, and with them all that came during a silence.
create or replace function send_sms.waiting(since timestamptz, at timestamptz)
  returns table (key text, user_id uuid, number_hash text, flow text, created_at timestamptz)
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  look_back constant interval := case
    when floor(extract(epoch from since) / 3600) <> floor(extract(epoch from at) / 3600)
      then interval '26 hours' + (at - greatest(since, at - interval '8 days'))
    when floor(extract(epoch from since) / 300) <> floor(extract(epoch from at) / 300) then interval '70 minutes'
    else interval '12 minutes' end;
begin
  return query select q.key, q.user_id::uuid, q.number_hash, q.flow, q.created_at from send_sms.requests as q
    where q.created_at > at - look_back and q.verified_at is null and q.user_id is not null
      -- Whether a settlement was lost is no matter to who got the code.
      and q.status in ('accepted', 'unconfirmed', 'in_flight')
    order by q.created_at desc limit 20000;
end
$$;

-- Notes that these codes were used, and says what their addresses and numbers are counted under. A row that a receipt
-- is being noted in is left to the next look.
create or replace function send_sms.mark_used(keys text[], times timestamptz[], out used_under text[])
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  with free as (
    select q.key from send_sms.requests as q where q.key = any (keys) for update skip locked
  ), noted as (
    update send_sms.requests as q set verified_at = u.used_at
      from unnest(keys, times) as u (key, used_at) join free as f on f.key = u.key
      where q.key = u.key
      returning q.ip_hash, q.net_hash, q.prefix
  )
  select coalesce(array_agg(distinct subject), '{}') into used_under from noted
    cross join lateral unnest(array['ip:' || ip_hash, 'net:' || net_hash, prefix]) as subject
    where subject is not null;
end
$$;

-- Notes which codes were used, by what Auth has written since: a session or a confirmation for a sign-in, the
-- confirmation for another number, a verified challenge for a second factor.
--   touched  what the addresses and numbers of the newly verified are counted under; null where it could not look
--   problem  why it cannot tell
create or replace function send_sms.note_verified(since timestamptz, at timestamptz,
    out touched text[], out problem text)
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  keys text[];
  times timestamptz[];
begin
  if to_regclass('auth.users') is null or to_regclass('auth.sessions') is null then
    problem := 'auth.users or auth.sessions is not in this database';
    return;
  end if;
  select array_agg(u.key), array_agg(u.used_at) into keys, times
    from (
      select w.*, least(
        case when w.flow in ('signup', 'signin') then (select min(s.created_at) from auth.sessions as s
          where s.user_id = w.user_id and s.created_at >= w.created_at) end,
        -- Auth empties phone_change when a change is complete. As long as it holds a number, what was confirmed
        -- meanwhile was a code for the old one.
        case when w.flow in ('signup', 'phone_change') then (select u.phone_confirmed_at from auth.users as u
          where u.id = w.user_id and u.phone_confirmed_at >= w.created_at
            and (w.flow = 'signup' or coalesce(u.phone_change, '') = '')) end) as used_at
      from send_sms.waiting(since, at) as w where w.flow <> 'mfa'
    ) as u
    where u.used_at is not null
      -- Whoever asks for another number meanwhile has given this one up.
      and (u.flow <> 'phone_change' or not exists (select from send_sms.requests as later
        where later.created_at > u.created_at and later.created_at <= u.used_at
          and later.user_id = u.user_id::text and later.number_hash <> u.number_hash));
  touched := send_sms.mark_used(keys, times);
  if to_regclass('auth.mfa_challenges') is not null and to_regclass('auth.mfa_factors') is not null then
    select array_agg(u.key), array_agg(u.used_at) into keys, times
      from (
        -- Each challenge counts for the request beside it.
        select distinct on (c.id) w.key, c.verified_at as used_at
        from send_sms.waiting(since, at) as w
        join auth.mfa_factors as f on f.user_id = w.user_id and f.factor_type::text = 'phone'
        join auth.mfa_challenges as c on c.factor_id = f.id and c.verified_at >= w.created_at
          and c.created_at between w.created_at - interval '30 seconds' and w.created_at + interval '30 seconds'
        where w.flow = 'mfa'
          -- Auth makes it once the provider has answered, and does not say for which number: where two were asked for,
          -- one SIM would have whatever is pumped beside it noted as used. Once, too: the request that it was noted for
          -- waits no more.
          and not exists (select from send_sms.requests as q
            where q.created_at between c.created_at - interval '30 seconds' and c.created_at + interval '30 seconds'
              and q.flow = 'mfa' and q.user_id = w.user_id::text
              and (q.verified_at = c.verified_at
                or q.number_hash <> w.number_hash and q.status in ('accepted', 'unconfirmed', 'in_flight')))
        order by c.id, abs(extract(epoch from c.created_at - w.created_at))
      ) as u;
    touched := touched || send_sms.mark_used(keys, times);
  end if;
  -- A ledger beside another project's Auth finds none of its users there. That some are missing says nothing: they
  -- were deleted, or hung up on Auth, which then forgets them.
  select 'the users that codes were sent to are not in this database' into problem
    where not exists (select from send_sms.requests as q where q.verified_at is not null)
      and (select count(*) >= 20 and count(u.id) = 0
        from (
          select distinct q.user_id::uuid as user_id
          from (
            select q.user_id from send_sms.requests as q
            where q.user_id is not null and q.status in ('accepted', 'unconfirmed')
              and q.created_at between at - interval '7 days' and at - interval '20 seconds'
            order by q.created_at desc limit 1000
          ) as q
        ) as q left join auth.users as u on u.id = q.user_id);
exception
  -- Without rights, locked by a migration of Auth, or of a release that names things otherwise.
  when insufficient_privilege or lock_not_available or undefined_column or undefined_table
    or undefined_function then
    touched := null;
    problem := 'auth.* cannot be read: ' || sqlerrm;
end
$$;

-- The subjects that the guard has closed since then, as the keys of an object: what a list is looked up in fastest.
create or replace function send_sms.closed_since(since timestamptz, still_at timestamptz default null) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce((select jsonb_object_agg(c.subject, true) from send_sms.controls as c
    where c.made_by = 'guard' and c.made_at > since and not c.evidence ? 'suspected'
      and (still_at is null or c.until > still_at and c.lifted_at is null)), '{}');
end
$$;

-- What is usual: of the new numbers of the last week, how many verify and how soon. Only numbers that came alone
-- from their address are asked, where that tells them apart, and none that a control of the guard's touches: a pump that
-- goes unnoticed yet comes from the same addresses again and again, and would make it usual that nobody verifies. What
-- the guard knows before there is a past weighs as much as some tens of numbers. How many codes are usual is told from
-- all that verified, and so is which addresses and networks a fifth of everybody comes from.
create or replace function send_sms.learn_usual(at timestamptz, out rate double precision, out curve double precision[],
    out codes double precision, out crowds text[])
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  closed constant jsonb := send_sms.closed_since(at - interval '7 days');
  -- Old enough to have been used.
  until constant timestamptz := at - interval '20 minutes';
begin
  with sent as (
    select q.number_hash, min(q.ip_hash) as ip, min(q.net_hash) as net, min(q.created_at) as sent_at,
      min(q.verified_at) as verified_at,
      bool_or((closed ?| array['ip:' || q.ip_hash, 'net:' || q.net_hash, q.prefix]) is true) as under_control
    from (
      select q.* from send_sms.requests as q
      where q.created_at between at - interval '7 days' and until
        and q.status in ('accepted', 'unconfirmed') and q.flow <> 'signin' and q.user_id is not null
      order by q.created_at desc limit 3000
    ) as q group by q.number_hash
  ), verified as (
    select * from sent as s where s.verified_at is not null
  ), crowded as materialized (
    select array(
      select c.subject from verified as v
      cross join lateral unnest(array['ip:' || v.ip, 'net:' || v.net]) as c (subject)
      where c.subject is not null
      group by c.subject having count(*) >= greatest(20, 0.2 * (select count(*) from verified))) as subjects
  ), alone as (
    select s.*, count(*) over (
      partition by coalesce(send_sms.told_apart('ip', s.ip, c.subjects), s.number_hash)) = 1 as alone
    from sent as s cross join crowded as c
  ), sample as (
    select * from alone as s where s.alone and not s.under_control
  )
  select least(0.95, greatest(0.5, (count(s.verified_at) + 30.0) / (count(*) + 40.0))),
    array(
      select (count(v.sent_at) filter (where extract(epoch from v.verified_at - v.sent_at) <= a.age) + 30 * a.usual)
        / (count(v.sent_at) + 30.0)
      from unnest(send_sms.ages(), array[0.02, 0.15, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1])
        with ordinality as a (age, usual, nth)
      left join sample as v on v.verified_at is not null
      group by a.nth, a.usual order by a.nth),
    (select count(*) / 0.75 / greatest(1, extract(epoch from until - min(v.sent_at)) / 180) from verified as v),
    (select c.subjects from crowded as c)
  into rate, curve, codes, crowds
  from sample as s;
end
$$;

-- Whether somebody got this code or is about to. One whose settlement was lost may never have been sent: it is waited
-- for as long as a send may take, and counts against nobody.
create or replace function send_sms.may_be_out(request send_sms.requests, at timestamptz) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp
  return request.status in ('accepted', 'unconfirmed') or request.status = 'in_flight'
    and (request.verified_at is not null or request.created_at > may_be_out.at - interval '1 minute');

-- Whether this is the code of a number that had used one before. A number speaks for its address once: a few SIMs that
-- verify again and again would else keep an address open for ever.
create or replace function send_sms.used_again(request send_sms.requests, since timestamptz) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return request.verified_at is not null and exists (select from send_sms.requests as q
    where q.number_hash = request.number_hash and q.verified_at is not null and q.created_at > since
      and q.created_at < request.created_at);
end
$$;

-- What is known of one address, network or block: its newest forty new numbers of the last day, each with how likely
-- that is, as a logarithm, of somebody honest, of a mixture and of a pump; and what was before. A code that has not
-- been used yet says the more the older it is, and a number that has not used two or three says a quarter or a half
-- more than with one. A person who unblocks has decided: what was before no longer counts.
create or replace function send_sms.evidence_of(subject text, at timestamptz, closed jsonb, rate double precision,
    curve double precision[], mixed_rate double precision, pumped_rate double precision)
  returns table (numbers integer, weight double precision, verified integer, pending integer, addresses integer,
    newest timestamptz, honest double precision, mixed double precision, pumped double precision, past_numbers integer,
    past_verified integer)
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  since constant timestamptz := greatest(at - interval '7 days', (
    select max(c.lifted_at) from send_sms.controls as c
    where c.made_by = 'guard' and c.subject = evidence_of.subject and c.lifted_by <> 'guard'));
  bare constant text := regexp_replace(subject, '^(ip|net):', '');
  kind constant text := case when subject like 'ip:%' then 'ip' when subject like 'net:%' then 'net' else 'block' end;
begin
  return query
  with sent as (
    (select q.number_hash, q.ip_hash, q.created_at, q.verified_at, q.status from send_sms.requests as q
      where kind = 'ip' and q.ip_hash = bare and q.created_at > since
        and q.status in ('accepted', 'unconfirmed', 'in_flight') and send_sms.may_be_out(q, at)
        and not send_sms.used_again(q, since)
        and q.flow <> 'signin' and q.user_id is not null
      order by q.created_at desc limit 200)
    union all
    (select q.number_hash, q.ip_hash, q.created_at, q.verified_at, q.status from send_sms.requests as q
      where kind = 'net' and q.net_hash = bare and q.created_at > since
        and q.status in ('accepted', 'unconfirmed', 'in_flight') and send_sms.may_be_out(q, at)
        and not send_sms.used_again(q, since)
        and q.flow <> 'signin' and q.user_id is not null
        -- What comes from an address that is closed says nothing of its neighbours, nor of the block.
        and (closed ? ('ip:' || q.ip_hash)) is not true
      order by q.created_at desc limit 200)
    union all
    (select q.number_hash, q.ip_hash, q.created_at, q.verified_at, q.status from send_sms.requests as q
      where kind = 'block' and q.prefix = bare and q.created_at > since
        and q.status in ('accepted', 'unconfirmed', 'in_flight') and send_sms.may_be_out(q, at)
        and not send_sms.used_again(q, since)
        and q.flow <> 'signin' and q.user_id is not null
        and (closed ?| array['ip:' || q.ip_hash, 'net:' || q.net_hash]) is not true
      order by q.created_at desc limit 200)
  ), numbered as (
    -- One that was asked for before is new today, or who pumps the same numbers every day would have been seen once.
    select coalesce(min(s.created_at) filter (where t.today), min(s.created_at)) as sent_at,
      max(s.created_at) as last_at, bool_or(t.today) as today, count(*) as codes, count(s.verified_at) > 0 as used,
      min(s.ip_hash) as ip_hash, bool_and(s.status = 'in_flight') as unsettled,
      row_number() over (order by max(s.created_at) desc) as nth
    from sent as s
    cross join lateral (select s.created_at > at - interval '1 day' as today) as t
    group by s.number_hash
  ), weighed as (
    select n.sent_at, n.last_at, n.used, n.ip_hash, n.nth <= 40 and n.today as recent,
      n.unsettled and not n.used as unsettled,
      case when n.used then 1 else least(1.5, 0.75 + 0.25 * n.codes) end as weight, case when n.unsettled then 0 else
        coalesce(curve[width_bucket(extract(epoch from at - n.sent_at)::double precision, send_sms.ages())], 0) end as due
    from numbered as n
  )
  select (count(*) filter (where w.recent and not w.unsettled))::integer,
    (sum(w.weight) filter (where w.recent and not w.unsettled))::double precision,
    (count(*) filter (where w.recent and w.used))::integer,
    (count(*) filter (where w.recent and not w.used and w.sent_at > at - interval '3 minutes'))::integer,
    (count(distinct w.ip_hash) filter (where w.recent))::integer,
    max(w.last_at),
    sum(w.weight * ln(case when w.used then rate else 1 - rate * w.due end)) filter (where w.recent),
    sum(w.weight * ln(case when w.used then mixed_rate else 1 - mixed_rate * w.due end)) filter (where w.recent),
    sum(w.weight * ln(case when w.used then pumped_rate else 1 - pumped_rate * w.due end)) filter (where w.recent),
    (count(*) filter (where not w.recent and not w.unsettled))::integer,
    (count(*) filter (where not w.recent and w.used))::integer
  from weighed as w;
end
$$;

-- How sure it is that something is pumped, given how much of everything is: Bayes' rule over three kinds.
create or replace function send_sms.certainty(pumped_share double precision, mixed_share double precision,
    honest double precision, mixed double precision, pumped double precision) returns double precision
  language sql immutable set search_path = pg_catalog, pg_temp
  -- Beyond 700 on either side exp() raises an error, and some hundred numbers come to that.
  return 1 / (1
    + exp(greatest(-700, least(700, ln(mixed_share) + mixed - ln(pumped_share) - pumped)))
    + exp(greatest(-700, least(700,
      ln(greatest(1 - pumped_share - mixed_share, 0.01)) + honest - ln(pumped_share) - pumped))));

-- The share of the newest new numbers that nobody honest seems to have asked for, at the least: what is missing to
-- the codes that should have been used by now. What the guard refuses counts as not used, or a pump that is shut out
-- would look as if it were over; but three requests for each control and address and ten for each control only, or
-- whoever asks often enough from one closed address, or from ever new ones for one closed block, could have everybody
-- suspected.
create or replace function send_sms.pumped_share(at timestamptz, rate double precision, curve double precision[])
  returns double precision
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    with newest as (
      select coalesce(min(q.created_at) filter (where q.created_at > at - interval '30 minutes'), min(q.created_at))
          as sent_at,
        count(q.verified_at) > 0 as used, row_number() over (order by max(q.created_at) desc) as nth
      from (
        select q.number_hash, q.created_at, q.verified_at from send_sms.requests as q
        where q.created_at > at - interval '6 hours' and q.flow <> 'signin' and q.user_id is not null
          and q.status in ('accepted', 'unconfirmed')
        order by q.created_at desc limit 400
      ) as q group by q.number_hash
    ), weighed as (
      select n.used, rate * coalesce(
        curve[width_bucket(extract(epoch from at - n.sent_at)::double precision, send_sms.ages())], 0) as due
      from newest as n where n.sent_at > at - interval '30 minutes' or n.nth <= 30
      union all
      select false, rate from send_sms.controls as c
        cross join lateral (
          select from (
            select row_number() over (partition by q.ip_hash) as nth from (
              select q.ip_hash from send_sms.requests as q
              where q.control_id = c.id and q.status = 'closed' and q.created_at > at - interval '30 minutes'
              order by q.created_at desc limit 200) as q
          ) as q where q.nth <= 3 limit 10
        ) as refused
        where c.made_by = 'guard' and c.until > at - interval '30 minutes' and c.lifted_at is null
    ), added_up as (
      select count(*) filter (where w.used) as used, sum(w.due) as due from weighed as w
    )
    select case when a.due < 5 then 0 else greatest(0, 1 - (a.used + 1 + 1.64 * sqrt(a.used + 1)) / a.due) end
    from added_up as a
  );
end
$$;

-- Whether many more codes are out than usual and not used yet.
create or replace function send_sms.under_pressure(at timestamptz, usual_codes double precision) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return (select count(*) >= greatest(40, 5 * usual_codes) from send_sms.requests as q
    where q.created_at > at - interval '3 minutes' and q.verified_at is null and q.flow <> 'signin'
      and q.status in ('accepted', 'unconfirmed', 'in_flight') and send_sms.may_be_out(q, at));
end
$$;

-- Whether so many numbers of the last hour have not used their code that it takes more than an outage, for else whoever
-- pretends one pumps unjudged, however many addresses they have. In an outage twice as many come at the busiest hour as
-- on average, and perhaps half of them verify on other days: that stays below eight times what is usual. Numbers and not
-- codes, for each asks again before they give up; and none that is known, whatever flow it comes by.
create or replace function send_sms.outdoes_an_outage(at timestamptz, usual_codes double precision) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return (select count(distinct q.number_hash) >= greatest(160, 8 * 20 * usual_codes) from send_sms.requests as q
    where q.created_at > at - interval '1 hour' and q.verified_at is null and q.flow not in ('signin', 'mfa')
      and q.status in ('accepted', 'unconfirmed'));
end
$$;

-- Whose a block is: its numbers without their last four known digits.
create or replace function send_sms.carrier_of(prefix text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp
  return left(prefix, greatest(4, length(prefix) - 4));

-- Those of these carriers whose codes get lost: codes to numbers that verified before are used much less than usual.
-- Then they do not arrive, or Auth is ill, and it is no time to tell who is honest. Without carriers everybody is
-- asked, and the answer is '' or nothing. Asked are the newest forty of the last hour, so that it shows within minutes
-- where many sign in. Nobody shall pretend it with a few numbers of their own: each counts once, and so do those of one
-- network and those of one block, as SIMs that were bought together are; and only where it signed in on an earlier day
-- and used the last code before, so that each hour of it has to be earned.
create or replace function send_sms.codes_get_lost(at timestamptz, crowds text[], carriers text[] default null)
  returns setof text
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  -- A carrier's are few among everybody's. Read once for all of them, for there may be a hundred.
  at_most constant integer := case when carriers is null then 500 else 20000 end;
begin
  return query
    with known as (
      (select q.*, true as recent from send_sms.requests as q
        where q.flow = 'signin' and q.status in ('accepted', 'unconfirmed')
          and q.created_at > at - interval '1 hour' and q.created_at <= at - interval '5 minutes'
        -- Of each of these the past is looked up.
        order by q.created_at desc limit least(at_most, 5000))
      union all
      (select q.*, false from send_sms.requests as q
        where q.flow = 'signin' and q.status in ('accepted', 'unconfirmed')
          and q.created_at > at - interval '7 days' and q.created_at <= at - interval '1 hour'
        order by q.created_at desc limit at_most)
    ), numbers as (
      select distinct on (c.carrier, k.recent, k.number_hash) c.carrier, k.recent, k.number_hash, k.created_at,
        k.prefix, k.verified_at is not null as used, coalesce(send_sms.told_apart('net', k.net_hash, crowds),
          send_sms.told_apart('ip', k.ip_hash, crowds), k.number_hash) as source
      from known as k
      cross join lateral (
        select case when carriers is null then '' else send_sms.carrier_of(k.prefix) end as carrier) as c
      where carriers is null or c.carrier = any (carriers)
      order by c.carrier, k.recent, k.number_hash, k.created_at desc
    ), witnesses as (
      select n.* from numbers as n
      where not n.recent or (
        select count(*) filter (where h.used and h.created_at <= at - interval '1 day') > 0
          and (array_agg(h.used order by h.created_at desc))[1]
        from (
          select q.created_at, q.verified_at is not null as used, q.flow, q.status from send_sms.requests as q
          where q.number_hash = n.number_hash and q.created_at <= at - interval '1 hour'
          order by q.created_at desc limit 100
        ) as h where h.flow = 'signin' and h.status in ('accepted', 'unconfirmed'))
    ), apart as (
      select distinct on (w.carrier, w.recent, w.source) w.* from witnesses as w
      order by w.carrier, w.recent, w.source, w.created_at desc
    ), of_blocks as (
      select distinct on (a.carrier, a.recent, case when a.recent then a.prefix else a.source end) a.* from apart as a
      order by a.carrier, a.recent, case when a.recent then a.prefix else a.source end, a.created_at desc
    ), newest as (
      select b.carrier, b.recent, b.used,
        row_number() over (partition by b.carrier, b.recent order by b.created_at desc) as nth
      from of_blocks as b
    ), added_up as (
      select n.carrier, count(*) filter (where n.recent) as recent,
        count(*) filter (where n.recent and n.used) as recent_used, count(*) filter (where not n.recent) as past,
        count(*) filter (where not n.recent and n.used) as past_used
      from newest as n where n.nth <= 40 or not n.recent
      group by n.carrier
    )
    select a.carrier from added_up as a
    where a.recent >= 8 and a.past >= 20 and 3 * a.recent_used * a.past < a.past_used * a.recent;
end
$$;

-- Closes for a day, for three where it was needed before within a week; what is wide for an hour, then six, then
-- a day.
-- `how` is closed or suspected.
create or replace function send_sms.close(subject text, mode text, at timestamptz, how text, evidence jsonb)
  returns jsonb
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  -- Not what turned out honest, nor what was only observed: that is lifted when it comes to refusing.
  before constant integer := (select count(*) from send_sms.controls as c
    where c.made_by = 'guard' and c.subject = close.subject and c.made_at > at - interval '7 days'
      and not c.evidence ? 'suspected' and c.lifted_by is null);
  lasting constant interval := case
    when evidence ? 'wide' then case before when 0 then interval '1 hour' when 1 then interval '6 hours'
      else interval '1 day' end
    when how = 'suspected' or before = 0 then interval '1 day' else interval '3 days' end;
  usual constant integer := round((evidence ->> 'usualRate')::numeric * 100);
  reason constant text := case how
    when 'suspected'
    then format('suspected: %s of %s new numbers verified, usual are %s%%; refused only together with another suspicion / 可疑：%s 个新号码中仅 %s 个完成验证，平时为 %s%%；须同时有另一项可疑才会拒绝',
      evidence ->> 'verified', evidence ->> 'numbers', usual, evidence ->> 'numbers', evidence ->> 'verified', usual)
    else format('looks pumped: %s of %s new numbers verified, usual are %s%% / 疑似盗刷：%s 个新号码中仅 %s 个完成验证，平时为 %s%%',
      evidence ->> 'verified', evidence ->> 'numbers', usual, evidence ->> 'numbers', evidence ->> 'verified', usual) end;
begin
  update send_sms.controls as c set lifted_at = at, lifted_by = 'guard'
    where c.made_by = 'guard' and c.subject = close.subject and c.lifted_at is null and c.until > at;
  insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence)
    values (case mode when 'on' then 'blocked' else 'observed' end, close.subject, reason, 'guard', at,
      at + lasting, evidence || case how when 'closed' then '{}' else jsonb_build_object(how, true) end);
  return jsonb_build_object('what', send_sms.rule_of(close.subject, null), 'reason', reason, 'until', at + lasting);
end
$$;

-- What those were counted under who got a code in this time and have not used it.
create or replace function send_sms.unused_between(since timestamptz, until timestamptz) returns setof text
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  return query select distinct under from send_sms.requests as q
    cross join lateral unnest(array['ip:' || q.ip_hash, 'net:' || q.net_hash, q.prefix]) as under
    where q.created_at > unused_between.since and q.created_at <= unused_between.until and q.verified_at is null
      and q.status in ('accepted', 'unconfirmed', 'in_flight') and under is not null;
end
$$;

-- Whatever address, network or block looks pumped among what those are counted under who have not used a code of late.
create or replace function send_sms.close_narrow(state send_sms.guard_state, mode text, at timestamptz,
    share double precision) returns jsonb
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  -- A clock that jumps, or a long silence, is no reason to look at everything.
  since constant timestamptz := least(at, greatest(state.ran_at, at - interval '10 minutes'));
  -- Whoever has got an SMS, and whoever has not verified it a minute later, three minutes later, …
  unused_under constant text[] := array(
    select distinct t.subject from unnest(array[0, 60, 180, 600, 1800]) as age
    cross join lateral send_sms.unused_between(since - age * interval '1 second', at - age * interval '1 second')
      as t (subject));
  closed jsonb := '[]';
  judged text;
  shut jsonb;
  how text;
  -- The carriers that lose codes, once anything of one is to be closed.
  lost text[];
  shown jsonb;
  found_one record;
begin
  -- A block is judged without what comes from addresses that are closed by then.
  foreach judged in array array['ip', 'net', 'block'] loop
    shut := send_sms.closed_since('-infinity', at);
    for found_one in
      with of_kind as (
        select t.subject from unnest(unused_under) as t (subject)
        where judged = case when starts_with(t.subject, 'ip:') then 'ip'
          when starts_with(t.subject, 'net:') then 'net' else 'block' end
      ), busy as (
        -- Most addresses and blocks have one number, and there is nothing to judge.
        select t.subject from of_kind as t
        where case judged
          when 'ip' then (select count(*) from (select from send_sms.requests as q
            where q.ip_hash = substr(t.subject, 4) and q.created_at > at - interval '1 day'
              and q.status in ('accepted', 'unconfirmed', 'in_flight') limit 2) as few)
          when 'net' then (select count(*) from (select from send_sms.requests as q
            where q.net_hash = substr(t.subject, 5) and q.created_at > at - interval '1 day'
              and q.status in ('accepted', 'unconfirmed', 'in_flight') limit 2) as few)
          else (select count(*) from (select from send_sms.requests as q
            where q.prefix = t.subject and q.created_at > at - interval '1 day'
              and q.status in ('accepted', 'unconfirmed', 'in_flight') limit 2) as few)
          end >= 2 and t.subject <> all (state.crowds)
      )
      select t.subject, e.*, w.numbers as all_numbers, w.verified as all_verified,
        last.until as closed_until, p.carries,
        exists (select from send_sms.controls as c where c.made_by = 'guard' and c.subject = t.subject
          and c.evidence ? 'suspected'
          and (c.lifted_at is null and c.until > at or c.lifted_by <> 'guard' and c.lifted_at > at - interval '1 day'))
          as suspected,
        exists (select from send_sms.controls as c where c.made_by = 'guard' and c.subject = t.subject
          and c.evidence ? 'alone' and c.lifted_at is null and c.until > at) as alone,
        d.certain,
        -- To be suspected it is enough not to be honest alone.
        1 - send_sms.certainty(greatest(1 - l.share - l.mixed_share, 0.01), l.mixed_share, w.pumped, w.mixed, w.honest)
          as doubt,
        send_sms.certainty(l.share, l.mixed_share, w.honest, w.mixed, w.pumped) as all_certain
      from busy as t
      cross join (values ('ip', 0.01, 0.3, 0.03), ('net', 0.03, 0.2, 0.02), ('block', 0.005, 0.2, 0.02))
        as k (kind, mixed_share, mixed_rate, pumped_rate)
      -- What a person lifts is over then: who goes on is judged by that.
      left join lateral (select coalesce(c.lifted_at, c.until) as until
        from send_sms.controls as c
        where c.made_by = 'guard' and c.subject = t.subject and (c.lifted_at is null or c.lifted_by <> 'guard')
          and not c.evidence ? 'suspected'
        order by 1 desc limit 1) as last on true
      cross join lateral send_sms.evidence_of(t.subject, at, shut, state.usual_rate, state.usual_curve,
        k.mixed_rate, k.pumped_rate) as e
      -- As a suspicion takes nobody along who is not suspected otherwise, it asks for what is closed as well.
      cross join lateral send_sms.evidence_of(t.subject, at, '{}', state.usual_rate, state.usual_curve,
        k.mixed_rate, k.pumped_rate) as w
      cross join lateral (select e.past_verified >= 3 and e.past_verified >= 0.4 * e.past_numbers as proven,
        e.verified + e.past_verified >= 3
          and e.verified + e.past_verified >= 0.1 * (e.numbers + e.past_numbers) as carries) as p
      -- Who has proved honest is doubted less, and more of what comes from there is mixed.
      cross join lateral (select share * case when p.proven then 0.1 else 1 end as share,
        case when p.proven then 0.2 else k.mixed_share end as mixed_share) as l
      cross join lateral (select send_sms.certainty(l.share, l.mixed_share, e.honest, e.mixed, e.pumped) as certain)
        as d
      where t.subject is not null and k.kind = judged
        and (last.until is null or last.until <= at)
    loop
      -- Once it was open again somebody must have come.
      continue when found_one.newest <= found_one.closed_until
        or judged = 'net' and found_one.addresses < 2;
      how := case
        when found_one.certain >= 0.99 and found_one.weight >= 3 and (judged <> 'net' or found_one.addresses >= 3)
          and (judged = 'block' or not found_one.carries) then 'closed'
        -- Two that are nine tenths sure are as sure together as what is closed.
        when found_one.all_numbers >= 2 and found_one.doubt >= 0.9 and (not found_one.suspected
          or judged = 'block' and not found_one.alone and share >= 0.5 and found_one.all_certain >= 0.9) then 'suspected' end;
      continue when how is null;
      if judged = 'block' then
        if lost is null then
          lost := array(select send_sms.codes_get_lost(at, state.crowds, array(
            select distinct send_sms.carrier_of(t.subject) from unnest(unused_under) as t (subject)
            where t.subject !~ '^(ip|net):')));
        end if;
        continue when send_sms.carrier_of(found_one.subject) = any (lost);
      end if;
      shown := case how when 'suspected' then send_sms.close(found_one.subject, mode, at, how,
          send_sms.evidence_as_json(found_one.all_numbers, found_one.all_verified, found_one.pending,
            state.usual_rate, share, found_one.doubt, found_one.past_numbers, found_one.past_verified)
            || case when judged = 'block' and share >= 0.5 and found_one.all_certain >= 0.9
              then '{"alone": true}' else '{}' end::jsonb)
        else send_sms.close(found_one.subject, mode, at, how,
          send_sms.evidence_as_json(found_one.numbers, found_one.verified, found_one.pending,
            state.usual_rate, share, found_one.certain, found_one.past_numbers, found_one.past_verified)) end;
      -- What refuses nobody by itself is no news.
      closed := closed || case how when 'suspected' then '[]' else shown end;
    end loop;
  end loop;
  return closed;
end
$$;

create or replace function send_sms.evidence_as_json(numbers bigint, verified bigint, pending bigint,
    usual_rate double precision, share double precision, certain double precision, past_numbers bigint,
    past_verified bigint) returns jsonb
  language sql immutable set search_path = pg_catalog, pg_temp
  return jsonb_build_object('numbers', numbers, 'verified', verified, 'pending', pending,
    'usualRate', round(usual_rate::numeric, 3), 'pumpedShare', round(share::numeric, 3),
    'certainty', round(certain::numeric, 4),
    'past', jsonb_build_object('numbers', past_numbers, 'verified', past_verified));

-- Whatever looks pumped as a whole where nothing in it stands out: prefixes that are shorter than a block, and
-- countries. They hold more people, so it takes more numbers and hardly one of them honest, from a share of the blocks
-- that would be closed. It is closed for an hour first: after that ten new numbers
-- are enough to close it for longer, and a few that verify to leave it open.
create or replace function send_sms.close_wide(state send_sms.guard_state, mode text, at timestamptz,
    share double precision) returns jsonb
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  closed jsonb := '[]';
  found_one record;
begin
  for found_one in
    with closed as materialized (
      select send_sms.closed_since('-infinity', at) as subjects
    ), lifted as materialized (
      select c.subject, c.lifted_at from send_sms.controls as c
      where c.made_by = 'guard' and c.evidence ? 'wide' and c.lifted_by <> 'guard'
        and c.lifted_at > at - interval '1 day'
    ), sent as (
      select q.number_hash, min(q.prefix) as prefix, min(q.country) as country, min(q.created_at) as sent_at,
        max(q.created_at) as last_at, count(q.verified_at) > 0 as used,
        coalesce(min(send_sms.told_apart('ip', q.ip_hash, state.crowds)), q.number_hash) as source
      from (
        select q.* from send_sms.requests as q
        where q.created_at > at - interval '1 day' and q.flow <> 'signin' and q.user_id is not null
          and q.status in ('accepted', 'unconfirmed')
        order by q.created_at desc limit 3000
      ) as q
      cross join closed as c
      where (c.subjects ?| array['ip:' || q.ip_hash, 'net:' || q.net_hash, q.prefix]) is not true
        -- What a person has found honest closes nothing wider either.
        and not exists (select from lifted as l
          where q.created_at < l.lifted_at and (q.country = l.subject or starts_with(q.prefix, l.subject)))
      group by q.number_hash
    ), wide as (
      select s.*, level.*, case when level.is_country then 0.03 else 0.1 end as mixed_rate,
        case when level.is_country then 0.003 else 0.01 end as pumped_rate,
        coalesce(state.usual_curve[
          width_bucket(extract(epoch from at - s.sent_at)::double precision, send_sms.ages())], 0) as due
      from sent as s
      cross join lateral (
        select left(s.prefix, n) as subject, false as is_country,
          (array[5, 15, 50])[length(s.prefix) - n] as blocks_at_least
          from generate_series(greatest(4, length(s.prefix) - 3), length(s.prefix) - 1) as n
        union all select s.country, true, 1 where s.country is not null
      ) as level
    ), added_up as (
      select w.subject, w.is_country, count(*) as numbers, count(*) filter (where w.used) as verified,
        count(distinct w.prefix) as blocks,
        sum(ln(case when w.used then state.usual_rate else 1 - state.usual_rate * w.due end)) as honest,
        sum(ln(case when w.used then w.mixed_rate else 1 - w.mixed_rate * w.due end)) as mixed,
        sum(ln(case when w.used then w.pumped_rate else 1 - w.pumped_rate * w.due end)) as pumped
      from wide as w group by w.subject, w.is_country
      having count(*) >= 100 and count(distinct w.prefix) >= max(w.blocks_at_least)
        -- Addresses that recur are closed one by one, and nobody else with them.
        and count(distinct w.source) >= 0.9 * count(*)
    )
    select a.*, send_sms.certainty(share, 0.1, a.honest, a.mixed, a.pumped) as certain from added_up as a
    -- What was seen then has closed something; a wider prefix is not closed by it as well.
    left join lateral (select max(case when c.until > at then c.made_at else c.until end) as seen_at
      from send_sms.controls as c
      where c.made_by = 'guard' and c.evidence ? 'wide' and c.lifted_at is null
        and (a.is_country or starts_with(c.subject, a.subject) or starts_with(a.subject, c.subject))) as last on true
    where (last.seen_at is null or (select count(*) from wide as w
        where w.subject = a.subject and w.last_at > last.seen_at) >= 10)
      and not exists (select from send_sms.controls as c where c.made_by = 'guard' and starts_with(a.subject, c.subject)
      and (c.until > at and c.lifted_at is null or c.lifted_by <> 'guard' and c.lifted_at > at - interval '1 day'))
    order by length(a.subject) desc
  loop
    continue when found_one.certain < 0.99;
    closed := closed || send_sms.close(found_one.subject, mode, at, 'closed',
      send_sms.evidence_as_json(found_one.numbers, found_one.verified, 0, state.usual_rate, share,
        found_one.certain, 0, 0) || '{"wide": true}');
    -- The narrowest that explains it; the next sweep sees whether that was enough.
    exit;
  end loop;
  return closed;
end
$$;

-- While an attack is on, or many more codes are out than usual, nobody waits until they are old: `rushes` tells with
-- every claim whom this control refuses. A person who lifts it has decided for a day.
create or replace function send_sms.hold_rushes(mode text, at timestamptz, share double precision) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  update send_sms.controls as c set until = at + interval '10 minutes'
    where c.made_by = 'guard' and c.subject = 'ip:*' and c.until > at and c.lifted_at is null;
  if found or exists (select from send_sms.controls as c
      where c.made_by = 'guard' and c.subject = 'ip:*' and c.lifted_by <> 'guard' and c.lifted_at > at - interval '1 day')
  then
    return;
  end if;
  insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence)
    values (case mode when 'on' then 'blocked' else 'observed' end, 'ip:*',
      'many codes are out: from where some are unused, others wait ten minutes or until one is used / 大量验证码尚未使用：同一来源须先使用已发出的验证码，否则请十分钟后再试',
      'guard', at, at + interval '10 minutes', jsonb_build_object('rush', true, 'pumpedShare', round(share::numeric, 3)));
end
$$;

-- Lifts what has turned out honest, for codes were used after all, and what has turned out to be nobody's.
create or replace function send_sms.lift_proven(state send_sms.guard_state, at timestamptz)
  returns integer
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  lifted integer;
begin
  update send_sms.controls as c set lifted_at = at, lifted_by = 'guard'
    from send_sms.controls as o
    cross join lateral send_sms.evidence_of(o.subject, at, '{}', state.usual_rate, state.usual_curve, 0.3, 0.03) as e
    where o.made_by = 'guard' and o.lifted_at is null and o.until > at and o.subject = any (state.touched || state.crowds)
      and c.id = o.id
      and o.subject <> 'ip:*'
      and case when o.subject = any (state.crowds) then true
        when o.evidence ? 'suspected' and not o.evidence ? 'alone'
          then send_sms.certainty(0.4, 0.1, e.pumped, e.mixed, e.honest) > 0.5
        else send_sms.certainty(0.5, 0.1, e.honest, e.mixed, e.pumped) < 0.5 end;
  get diagnostics lifted = row_count;
  return lifted;
end
$$;

-- One look at the traffic. Called by the hook now and then with its mode, and by `look` without one: then as the
-- hooks of the last hour asked, the strictest of them. Two at once are one. With `off` it only notes which codes were
-- used; both call that before, so that no row is locked while the traffic is judged, for receipts wait for it.
create or replace function send_sms.guard(mode text default null) returns jsonb
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  -- Whoever changes auth.* at the moment goes first; the next look is a minute away.
  set lock_timeout = '200ms'
  -- Compiling these statements takes longer than they do.
  set jit = off
as $$
#variable_conflict use_column
declare
  at constant timestamptz := send_sms.clock();
  state send_sms.guard_state;
  asked text;
  noted record;
  usual record;
  share double precision;
  closed jsonb := '[]';
  lifted integer := 0;
  lost boolean;
  in_doubt boolean;
begin
  if mode is not null and mode not in ('off', 'observe', 'on') then
    raise exception 'Cannot guard: the mode is off, observe or on, not "%"', mode;
  end if;
  -- A row, which only who may write can hold: an advisory lock is anybody's.
  perform from send_sms.guard_state as s where s.only_row for update skip locked;
  if not found then
    -- Who asks may read nothing here, and is to know whether anybody looks at all.
    return jsonb_build_object('ran', false, 'lookedMsAgo', (
      select round(extract(epoch from at - s.ran_at) * 1000) from send_sms.guard_state as s
      where s.ran_at <> '-infinity'));
  end if;
  update send_sms.guard_state as s set
      on_at = case when guard.mode = 'on' then at else s.on_at end,
      observe_at = case when guard.mode = 'observe' then at else s.observe_at end
    where s.only_row
    returning * into state;
  asked := case when state.on_at > at - interval '1 hour' then 'on'
    when state.observe_at > at - interval '1 hour' then 'observe' else 'off' end;

  -- Each of the hook's two calls has five seconds; by itself this one notes for whoever makes no other.
  if guard.mode = 'off' or state.noted_at not between at - interval '15 seconds' and at then
    select * into noted from send_sms.note_verified(state.noted_at, at);
    update send_sms.guard_state as s
      set noted_at = case when noted.touched is null then s.noted_at else at end,
        -- Of no use but to lift what is closed by now, and without that it would grow as long as nobody judges.
        touched = array(
          select distinct t.subject from unnest(s.touched || noted.touched) as t (subject)
          where exists (select from send_sms.controls as c
            where c.made_by = 'guard' and c.subject = t.subject and c.until > at and c.lifted_at is null)),
        problem = noted.problem
      where s.only_row
      returning * into state;
  end if;
  if guard.mode = 'off' then
    return '{"ran": true, "mode": "off", "closed": []}';
  end if;
  lost := state.problem is null and state.usual_curve is not null
    and exists (select from send_sms.codes_get_lost(at, state.crowds));
  share := send_sms.pumped_share(at, state.usual_rate, state.usual_curve);
  -- From codes that get lost nobody learns what is usual: where many ask it would soon be that none is used.
  if not lost and (state.usual_curve is null or state.usual_at not between at - interval '10 minutes' and at) then
    select * into usual from send_sms.learn_usual(at);
    state.usual_at := at;
    state.crowds := usual.crowds;
    -- Nor from an attack, which would make itself usual; for a day, as what is usual does change.
    if state.usual_curve is null or share < 0.2 or state.learnt_at not between at - interval '1 day' and at then
      state.usual_rate := usual.rate;
      state.usual_curve := usual.curve;
      state.usual_codes := coalesce(usual.codes, 0);
      state.learnt_at := at;
      share := send_sms.pumped_share(at, state.usual_rate, state.usual_curve);
    end if;
    -- By the crowds that are known now.
    lost := state.problem is null and exists (select from send_sms.codes_get_lost(at, state.crowds));
  end if;
  share := least(0.9, greatest(0.002, share));
  if lost then
    state.problem := 'codes to numbers that verified before are hardly used either: they may not arrive';
    state.lost_at := at;
  end if;
  -- Codes that got lost are never used, which says nothing of who asked for them: when codes arrive again, those of half
  -- an hour are still the newest evidence there is.
  in_doubt := state.lost_at > at - interval '40 minutes' and state.lost_at <= at and (lost or state.problem is null);
  if in_doubt then
    -- Who has pretended it must not pump as fast as they like meanwhile, and who gets no code loses little by waiting.
    -- That many are missing says nothing then.
    if asked <> 'off' and send_sms.under_pressure(at, state.usual_codes) then
      perform send_sms.hold_rushes(asked, at, share);
    end if;
  elsif state.problem is null then
    -- What was closed meanwhile was closed on what may never have arrived; it is judged anew.
    update send_sms.controls as c set lifted_at = at, lifted_by = 'guard'
      where c.made_by = 'guard' and c.until > at and c.lifted_at is null and c.evidence ? 'mayBeLost';
  end if;
  if asked <> 'off' and state.problem is null then
    lifted := send_sms.lift_proven(state, at);
    state.touched := '{}';
  end if;
  if asked <> 'off'
    and (case when in_doubt then send_sms.outdoes_an_outage(at, state.usual_codes) else state.problem is null end) then
    -- What was only observed was refused to nobody; it is judged anew.
    if asked = 'on' then
      update send_sms.controls as c set lifted_at = at, lifted_by = 'guard'
        where c.kind = 'observed' and c.lifted_at is null;
    end if;
    closed := send_sms.close_narrow(state, asked, at, share);
    if share >= 0.2 or send_sms.under_pressure(at, state.usual_codes) then
      perform send_sms.hold_rushes(asked, at, share);
    end if;
    -- With every look: a flood has used it up before the minute ends.
    select c.addresses, c.blocks into state.addresses_credit, state.blocks_credit from send_sms.credit(at) as c;
    if state.swept_at not between at - interval '1 minute' and at then
      -- What is wide holds far more people than a pump: in an outage they are all among those who get no code.
      if not in_doubt then
        closed := closed || send_sms.close_wide(state, asked, at, share);
      end if;
      state.swept_at := at;
    end if;
    if in_doubt then
      update send_sms.controls as c set evidence = c.evidence || '{"mayBeLost": true}'
        where c.made_by = 'guard' and c.made_at = at and c.lifted_at is null;
    end if;
  end if;
  update send_sms.guard_state set ran_at = at, swept_at = state.swept_at, usual_at = state.usual_at,
    usual_rate = state.usual_rate, usual_curve = state.usual_curve, usual_codes = state.usual_codes,
    learnt_at = state.learnt_at, crowds = state.crowds, addresses_credit = state.addresses_credit,
    blocks_credit = state.blocks_credit, touched = state.touched, problem = state.problem, lost_at = state.lost_at
    where only_row;
  return jsonb_strip_nulls(jsonb_build_object('ran', true, 'mode', asked, 'closed', closed, 'lifted', lifted,
    'problem', state.problem));
end
$$;

-- Whether those may go on to pass who come to a closed block from an address that is new today, and those who ask from
-- a closed address for a block that is. What is doubted and recurs to the same addresses and blocks has few new ones:
-- then thirty codes a day may go unused of what they got, or one for each thirty that were refused, two hundred at most,
-- for what is refused costs its sender nothing. By an address or by a block is one: most of a pump that meets both is
-- refused by the address, and strangers to its blocks would pay for that. Else a new block says nothing, and a new
-- address little: ten codes, or one for each fifty, a hundred at most. Each code that is used in a closed block pays for
-- two that are not; and two to eight an hour may go unused whatever was before, for once the pump has gone, or all its
-- addresses are known, newcomers are honest: a block abroad may hold half of a country.
create or replace function send_sms.credit(at timestamptz, out addresses boolean, out blocks boolean)
  language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  since constant timestamptz := at - interval '1 day';
  of_late constant timestamptz := at - interval '1 hour';
  -- A tenth of what is usual, for a few codes are most of a small pump.
  an_hour constant double precision := (
    select least(8, greatest(2, 0.1 * 20 * s.usual_codes)) from send_sms.guard_state as s);
  doubted constant jsonb := coalesce((select jsonb_object_agg(c.subject, true) from send_sms.controls as c
    where c.made_by = 'guard' and c.until > at and c.lifted_at is null), '{}');
  recur record;
begin
  -- Addresses by what is refused, too: a block that is closed lets each through once.
  select count(*) >= 30 and count(distinct q.ip_hash) <= 0.5 * count(*) as addresses,
    (select count(*) >= 30 and count(distinct s.prefix) <= 0.5 * count(*) from (
      select q.prefix from send_sms.requests as q
      where q.created_at > since and q.ip_hash is not null and q.flow <> 'signin' and q.verified_at is null
        and q.status in ('accepted', 'unconfirmed')
        and doubted ?| array['ip:' || q.ip_hash, 'net:' || q.net_hash, q.prefix]
      order by q.created_at desc limit 1000) as s) as blocks
    into recur
  from (
    select q.ip_hash from send_sms.requests as q
    where q.created_at > since and q.ip_hash is not null and q.flow <> 'signin' and q.verified_at is null
      and q.status in ('accepted', 'unconfirmed', 'closed')
      and doubted ?| array['ip:' || q.ip_hash, 'net:' || q.net_hash, q.prefix]
    order by q.created_at desc limit 1000) as q;
  -- Each request is read once: a control has few of its own, and there may be thousands of them.
  with closed as materialized (
    select c.id, c.subject, c.subject ~ '^(ip|net):' as of_address, c.made_at, coalesce(c.lifted_at, c.until) as ended_at
    from send_sms.controls as c
    where c.made_by = 'guard' and c.until > since and (not c.evidence ? 'suspected' or c.evidence ? 'alone')
  ), unused as materialized (
    select q.created_at, array['ip:' || q.ip_hash, 'net:' || q.net_hash, q.prefix] as under from send_sms.requests as q
    where q.created_at > since and q.control_id is null and q.verified_at is null and q.flow <> 'signin'
      and q.status in ('accepted', 'unconfirmed')
    order by q.created_at desc limit 3000
  ), used as materialized (
    -- Each number pays once, or a few SIMs that verify again and again would pay for all.
    select distinct on (q.number_hash) q.created_at, q.prefix
    from (
      select q.number_hash, q.created_at, q.prefix from send_sms.requests as q
      where q.created_at > since and q.control_id is null and q.verified_at is not null and q.flow <> 'signin'
        and q.status in ('accepted', 'unconfirmed')
      order by q.created_at desc limit 3000
    ) as q order by q.number_hash, q.created_at
  ), refused as materialized (
    select q.control_id from send_sms.requests as q
    where q.created_at > since and q.control_id is not null
    order by q.created_at desc limit 12000
  ), in_all as materialized (
    select count(*) as refused from refused as r join send_sms.controls as c on c.id = r.control_id
    where c.made_by = 'guard'
  ), met as (
    select c.of_address, u.created_at > of_late as late, 1 as unused, 0 as used, 0 as refused from unused as u
      cross join lateral unnest(u.under) as t (subject)
      join closed as c on c.subject = t.subject and u.created_at > c.made_at and u.created_at < c.ended_at
    union all
    select false, u.created_at > of_late, 0, 1, 0 from used as u
      join closed as c on c.subject = u.prefix and u.created_at > c.made_at and u.created_at < c.ended_at
    union all
    select c.of_address, false, 0, 0, 1 from refused as r join closed as c on c.id = r.control_id
  ), added_up as (
    select m.of_address, sum(m.unused) <= case when recur.addresses or m.of_address
      then least(200, greatest(30, (select a.refused from in_all as a) / 30.0))
      else least(100, greatest(10, sum(m.refused) / 50)) end + 2 * sum(m.used)
      or not m.of_address and coalesce(sum(m.unused - 2 * m.used) filter (where m.late), 0) <= an_hour as left_over
    from met as m group by m.of_address
  )
  select coalesce(bool_and(a.left_over) filter (where not a.of_address), true),
    recur.blocks and coalesce(bool_and(a.left_over) filter (where a.of_address), true)
  into addresses, blocks
  from added_up as a;
end
$$;

-- What the guard has closed or would have, the newest first, with how many requests that met.
create or replace view send_sms.guarded as
  select c.id, c.kind, c.subject, c.reason, c.made_at, c.until, c.lifted_at, c.lifted_by,
    c.until > send_sms.clock() and c.lifted_at is null as open, c.evidence, met.requests, met.refused, met.verified
  from send_sms.controls as c
  cross join lateral (
    select count(*) as requests, count(*) filter (where q.status = 'closed') as refused,
      count(*) filter (where q.verified_at is not null) as verified
    from send_sms.requests as q where q.control_id = c.id
  ) as met
  where c.made_by = 'guard'
  order by c.id desc;

-- What pg_cron calls. It notes and then judges, as the hook does, each in a transaction of its own: receipts wait for
-- the rows of the first. A procedure with settings of its own may end none.
create or replace procedure send_sms.look() language plpgsql
as $$
begin
  perform send_sms.guard('off');
  commit;
  perform send_sms.guard();
end
$$;

-- Looks every minute where the database has pg_cron. Never fails: the hook looks by itself now and then.
create or replace function send_sms.schedule_guard() returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if to_regprocedure('cron.schedule(text, text, text)') is null then
    return 'no pg_cron';
  end if;
  execute $cron$ select cron.schedule('send_sms guard', '* * * * *', 'call send_sms.look()') $cron$;
  return 'ok';
exception
  when others then return sqlerrm;
end
$$;

select send_sms.grant_rights();
-- Once: before it has ever looked. Whoever has unscheduled it since, or slowed it down, has decided.
select send_sms.schedule_guard() from send_sms.guard_state where ran_at = '-infinity';
-- One that an earlier state of this file has scheduled calls what it called then. When it looks is its owner's to say,
-- and so is a job that they have given another command.
do $$
begin
  if to_regprocedure('cron.schedule(text, text, text)') is not null then
    execute $cron$ select cron.schedule(j.jobname, j.schedule, 'call send_sms.look()') from cron.job as j
      where j.jobname = 'send_sms guard' and j.command = 'select send_sms.guard()'
        and j.username = current_user and j.database = current_database() $cron$;
  end if;
exception
  -- It looks all the same, and receipts wait for it somewhat longer.
  when others then raise notice 'The job "send_sms guard" of pg_cron stays as it is: %', sqlerrm;
end
$$;
