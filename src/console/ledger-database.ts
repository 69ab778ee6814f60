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

/** A month of a large ledger may take this long; whoever waits longer is helped by no chart. */
const STATEMENT_TIMEOUT = "30s";

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
      for (const [name, value] of Object.entries({ statement_timeout: STATEMENT_TIMEOUT, ...settings })) {
        await client.query("select set_config($1, $2, true)", [name, value]);
      }
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
