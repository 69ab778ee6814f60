import { type Console, type ConsoleOptions, startConsole } from "../../../src/console/start-console.ts";
import type { PostgresServer } from "../../../src/local-world/postgres-server.ts";
import { createOwner } from "../postgres/owner.ts";
import { migrate, startTestPostgres, withClient } from "../postgres/server.ts";
import { LEDGER_KEY, putTraffic } from "./traffic.ts";

/** A console on a ledger of its own. */
export interface ConsoleWorld {
  readonly server: PostgresServer;
  readonly console: Console;
  /** As the ledger's owner. */
  run(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function startConsoleWorld(
  { traffic = true, ...options }: Partial<ConsoleOptions> & { readonly traffic?: boolean } = {},
): Promise<ConsoleWorld> {
  const server = await startTestPostgres();
  await migrate(server.url);
  if (traffic) await withClient(server.url, (client) => putTraffic(client, Date.now()));
  const console = await consoleOn(server.url, options);
  const owner = createOwner(server.url);
  return {
    server,
    console,
    run: owner.run,
    async close() {
      await owner.close();
      await console.close();
      await server.remove();
    },
  };
}

/** @throws if it does not start */
export async function consoleOn(
  databaseUrl: string,
  options: Partial<ConsoleOptions> = {},
): Promise<Console> {
  const started = await startConsole({
    port: 0,
    databaseUrl,
    ca: undefined,
    ledgerKey: LEDGER_KEY,
    prices: undefined,
    actor: "owner (console)",
    ...options,
  });
  if ("en" in started) throw new Error(started.en);
  return started;
}
