import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Client } from "pg";
import { SCHEMA_VERSION } from "../hook/ledger/postgres-start.ts";

const MIGRATIONS = fileURLToPath(new URL("../../supabase/migrations/", import.meta.url));
/** Whoever reads the ledger for longer than this must finish first; claims would queue behind us meanwhile. */
const LOCK_TIMEOUT = "set local lock_timeout = '5s'";

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
 */
export async function migrateLedger(client: Client): Promise<Migrated> {
  const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith("_send_sms.sql")).sort();
  const from = await versionOf(client);
  await client.query("begin");
  try {
    await client.query(LOCK_TIMEOUT);
    for (const file of from > SCHEMA_VERSION ? [] : files) {
      await client.query(await readFile(MIGRATIONS + file, "utf8"));
    }
    const { rows: [row] } = await client.query("select send_sms.grant_rights() as rights");
    await client.query("commit");
    return { from, to: await versionOf(client), hookRole: row?.rights === "ok" };
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
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
