import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { migrateLedger } from "../../../src/cli/migrate-ledger.ts";
import { type PostgresServer, startPostgres } from "../../../src/local-world/postgres-server.ts";
import { freePort } from "../free-port.ts";

/**
 * A server of a test's own. What a test proves here does not depend on the disk: a killed process loses nothing.
 * Runs the release whose binaries are in the folder `TEST_POSTGRES_BIN`, such as `/usr/lib/postgresql/15/bin`, or that
 * `TEST_POSTGRES_PACKAGE` brings.
 */
export const startTestPostgres = async (settings: Record<string, string> = {}): Promise<PostgresServer> =>
  startPostgres({
    port: await freePort(),
    settings: { fsync: "off", max_connections: "60", ...settings },
    embedded: process.env["TEST_POSTGRES_PACKAGE"],
    binaries: process.env["TEST_POSTGRES_BIN"],
  });

/** As the owner. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // A server that a test ends is no fault of its client.
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Runs one statement as the owner. */
export const sql = (url: string, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> =>
  withClient(url, async (client) => (await client.query(text, values)).rows);

export const migrate = (url: string) => withClient(url, migrateLedger);

/** The URL with another user: the role that the hook is meant to use. */
export async function hookRoleUrl(url: string): Promise<string> {
  await sql(url, "alter role send_sms_hook login password 'hook role'");
  return url.replace("postgres:none@", "send_sms_hook:hook%20role@");
}

/** From now on, where all others come in without one. */
export async function askForPasswordOf(role: string, url: string): Promise<void> {
  const folder = String((await sql(url, "show data_directory"))[0]?.["data_directory"]);
  const file = join(folder, "pg_hba.conf");
  const rest = await readFile(file, "utf8");
  await writeFile(file, `host all ${role} 127.0.0.1/32 scram-sha-256\n${rest}`);
  // The server reads it behind the answer; whoever connects then has the time of the reading.
  const loadedAt = async () =>
    Number((await sql(url, "select extract(epoch from pg_conf_load_time()) as at"))[0]?.["at"]);
  const before = await loadedAt();
  await sql(url, "select pg_reload_conf()");
  while (await loadedAt() === before) await new Promise((resolve) => setTimeout(resolve, 20));
}
