import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Client } from "pg";
import { ConfigError } from "../hook/config/env-reader.ts";
import { VARIABLES } from "../hook/config/variables.ts";
import { SCHEMA_VERSION } from "../hook/ledger/postgres-start.ts";

const MIGRATIONS = fileURLToPath(new URL("../../supabase/migrations/", import.meta.url));
/** Whoever reads the ledger for longer than this must finish first; claims would queue behind us meanwhile. */
const LOCK_TIMEOUT = "set local lock_timeout = '5s'";
const ONE_AT_A_TIME =
  "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('send_sms migrate', 0))";

/** Refused (42501) to whom may not act as the owner. */
const AS_OWNER = `do $$
declare
  owner constant text := (select pg_catalog.pg_get_userbyid(n.nspowner) from pg_catalog.pg_namespace as n
    where n.nspname = 'send_sms');
begin
  if owner <> current_user then
    execute pg_catalog.format('set local role %I', owner);
  end if;
end
$$`;

/**
 * Refused (42501) to the function's role, which must never come to own the ledger: a grant would make it do so. One that
 * may make roles is nobody's function, though the server may let it have what it made.
 */
const NOT_AS_THE_FUNCTION = `do $$
begin
  if current_user = 'send_sms_hook' or exists (select from pg_catalog.pg_roles as own, pg_catalog.pg_roles as hook
    where own.rolname = current_user and hook.rolname = 'send_sms_hook' and not own.rolcreaterole
      and pg_catalog.pg_has_role(own.oid, hook.oid, 'usage')
      and not pg_catalog.has_database_privilege(own.oid, pg_catalog.current_database(), 'create')
      and not exists (select from pg_catalog.pg_namespace as n where n.nspname = 'send_sms'
        and pg_catalog.pg_has_role(own.oid, n.nspowner, 'usage'))) then
    raise insufficient_privilege;
  end if;
end
$$`;

/** PostgreSQL asks for this right also where the schema is there (commands/schemacmds.c). */
const MAY_CREATE = `select pg_catalog.has_database_privilege(pg_catalog.current_database(), 'create') as may,
  pg_catalog.quote_ident(current_user) as role,
  pg_catalog.format('grant create on database %I to %I', pg_catalog.current_database(), current_user) as remedy`;

export interface Migrated {
  /** 0 where there was no ledger. */
  from: number;
  to: number;
  /** False where the server has no role `send_sms_hook` and this one may not make it. */
  hookRole: boolean;
}

/**
 * Brings a database's ledger to this release, whole or not at all. Every file can be applied again, so all of them
 * are: one that was made from an earlier state of a file comes to what the file says now. One of a later release stays.
 * @throws {ConfigError} If the role may not create a schema in this database.
 */
export async function migrateLedger(client: Client): Promise<Migrated> {
  const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith("_send_sms.sql")).sort();
  return await asOwner(client, async () => {
    const from = await versionOf(client);
    if (from > SCHEMA_VERSION) return { from, to: from, hookRole: true };
    await assertMayCreate(client);
    for (const file of files) await client.query(await readFile(MIGRATIONS + file, "utf8"));
    const { rows: [row] } = await client.query("select send_sms.grant_rights() as rights");
    return { from, to: await versionOf(client), hookRole: row?.rights === "ok" };
  });
}

/** One transaction, and nothing after it that a pooler would hand to its next client. */
export async function asOwner<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    await client.query(LOCK_TIMEOUT);
    // Only then: of two releases that migrate at once, the older one must not come after the newer unseen.
    await client.query(ONE_AT_A_TIME);
    await client.query(NOT_AS_THE_FUNCTION);
    // Whatever is made beside the owner's functions by somebody else, those may not use. Nor may somebody else call
    // one: a member of the owner's role need not have its rights (`noinherit`).
    await client.query(AS_OWNER);
    const done = await work();
    await client.query("commit");
    return done;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function assertMayCreate(client: Client): Promise<void> {
  const { rows: [row] } = await client.query(MAY_CREATE);
  if (row?.may === true) return;
  const [variable] = VARIABLES.ledgerDatabaseUrl;
  throw new ConfigError([{
    variable,
    en:
      `leads to a database in which the role ${row?.role} may not create a schema: as the database's owner, run ` +
      `\`${row?.remedy}\`, then this again`,
    zh:
      `指向的数据库不允许角色 ${row?.role} 创建 schema：请以数据库所有者身份执行 \`${row?.remedy}\`，然后重新运行`,
  }]);
}

async function versionOf(client: Client): Promise<number> {
  const { rows } = await client.query(
    `select from pg_catalog.pg_proc as p join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
      where n.nspname = 'send_sms' and p.proname = 'version'`,
  );
  if (rows.length === 0) return 0;
  const { rows: [row] } = await client.query("select send_sms.version() as version");
  return Number(row?.version);
}
