import { createServer } from "node:net";
import pg from "pg";
import { writePrices } from "../cli/ledger-prices.ts";
import type { Prices } from "../hook/config/read-prices.ts";
import { migrateLedger } from "../cli/migrate-ledger.ts";
import { startPostgres } from "./postgres-server.ts";

export interface LocalLedger {
  readonly ownerUrl: string;
  /** Of the role that the function is meant to log in with. */
  readonly hookUrl: string;
  close(): Promise<void>;
}

/** Its data is thrown away: nothing is lost where the machine is. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "32MB",
  max_connections: "20",
};
/** Two prices, so that a cost can be seen; the provider's list has the real ones. */
const EXAMPLE_PRICES: Prices = { currency: "CNY", of: { CN: 0.045, "*": 0.5 } };

/** A real Postgres with the ledger in it. @returns undefined where none can be run: the function then has its memory */
export async function startLocalLedger(
  { prices = EXAMPLE_PRICES }: { prices: Prices | undefined },
): Promise<LocalLedger | undefined> {
  try {
    const server = await startPostgres({ port: await freePort(), settings: SETTINGS });
    try {
      await prepare(server.url, prices);
    } catch (error) {
      await server.remove();
      throw error;
    }
    return {
      ownerUrl: server.url,
      hookUrl: server.url.replace("postgres:none@", "send_sms_hook:none@"),
      close: () => server.remove(),
    };
  } catch {
    return undefined;
  }
}

async function prepare(url: string, prices: Prices): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrateLedger(client);
    await client.query("alter role send_sms_hook login");
    await writePrices(async (text, values = []) => (await client.query(text, [...values])).rows, prices);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
