import type pg from "pg";

/** What of Auth the guard reads, as in supabase/auth's migrations, and a clock that is moved. */
const SCHEMA = `
  create schema if not exists auth;
  create table if not exists auth.users (
    id uuid primary key, phone text, phone_confirmed_at timestamptz, phone_change text default '',
    created_at timestamptz);
  create table if not exists auth.sessions (
    id uuid primary key default gen_random_uuid(), user_id uuid not null, created_at timestamptz);
  create index if not exists sessions_user_id_idx on auth.sessions (user_id);
  create schema if not exists simulation;
  create unlogged table if not exists simulation.clock (at timestamptz not null);
  truncate auth.users, auth.sessions, simulation.clock;
  insert into simulation.clock values (now());
  create or replace function send_sms.clock() returns timestamptz
    language sql volatile set search_path = '' as 'select at from simulation.clock';
`;
/** One round trip: the new time, who has got a code since, and who has used one. */
const ADVANCE = `
  with clock as (update simulation.clock set at = to_timestamp($1)),
  got as (
    insert into auth.users (id, created_at)
      select distinct on (id) id, to_timestamp(at) from jsonb_to_recordset($2) as u (id uuid, at float8)
      order by id, at
    on conflict (id) do nothing
  )
  insert into auth.sessions (user_id, created_at)
    select id, to_timestamp(at) from jsonb_to_recordset($3) as u (id uuid, at float8)`;
const CONFIRM = `
  update auth.users as u set phone_confirmed_at = to_timestamp(c.at)
    from (select id, max(at) as at from jsonb_to_recordset($1) as c (id uuid, at float8) group by id) as c
    where u.id = c.id`;

/** At a time, Unix seconds. */
export interface UserAt {
  id: string;
  at: number;
}

/** Plays Auth's part in the ledger's database. */
export async function createAuthDatabase(client: pg.Client) {
  await client.query(SCHEMA);
  return {
    async advance(at: number, got: readonly UserAt[], used: readonly UserAt[]): Promise<void> {
      await client.query(ADVANCE, [at, JSON.stringify(got), JSON.stringify(used)]);
      if (used.length > 0) await client.query(CONFIRM, [JSON.stringify(used)]);
    },
  };
}
