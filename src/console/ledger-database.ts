import pg from "pg";
import { postgresOptions } from "../serve/postgres-options.ts";

export type Query = (
  text: string,
  values?: readonly unknown[],
) => Promise<readonly Record<string, unknown>[]>;

/** Settings of one transaction, by PostgreSQL's names. */
export type Settings = Readonly<Record<string, string>>;

export interface LedgerDatabase {
  /** One transaction that writes nothing. */
  read<T>(settings: Settings, use: (query: Query) => Promise<T>): Promise<T>;
  write<T>(settings: Settings, use: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const SETTINGS: Settings = {
  // A month of a large ledger may take this long; whoever waits longer is helped by no chart.
  statement_timeout: "30s",
  // Compiling these statements takes longer than they do, and what a month is summed from stays in memory.
  jit: "off",
  work_mem: "64MB",
};

/** Settings end with their transaction, so it may stand behind a pooler that gives each another connection. */
export function openLedgerDatabase(url: string, ca: string | undefined): LedgerDatabase {
  const pool = new pg.Pool({
    ...postgresOptions(url, ca),
    max: 3,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: "send-sms console",
  });
  // An idle connection that breaks is replaced by the next question.
  pool.on("error", () => {});

  async function transaction<T>(begin: string, settings: Settings, use: (query: Query) => Promise<T>) {
    const client = await pool.connect();
    let broken = false;
    try {
      await client.query(begin);
      const all = { ...SETTINGS, ...settings };
      await client.query(
        "select set_config(named.name, named.value, true) from unnest($1::text[], $2::text[]) as named (name, value)",
        [Object.keys(all), Object.values(all)],
      );
      const done = await use(async (text, values) => (await client.query(text, values && [...values])).rows);
      await client.query("commit");
      return done;
    } catch (error) {
      await client.query("rollback").catch(() => broken = true);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    read: (settings, use) => transaction("begin read only", settings, use),
    write: (settings, use) => transaction("begin", settings, use),
    close: () => pool.end(),
  };
}
