import type pg from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { GuardMode } from "../../../src/hook/ledger/guard-now-and-then.ts";
import type { Ledger } from "../../../src/hook/ledger/ledger.ts";
import type { Counter } from "../../../src/hook/ledger/limits.ts";
import type { RequestRecord } from "../../../src/hook/ledger/request-record.ts";
import type { Database } from "../../../src/hook/runtime/runtime.ts";
import { createPostgresLedger } from "../../../src/hook/ledger/postgres.ts";
import type { PostgresServer } from "../../../src/local-world/postgres-server.ts";
import { connectPostgres } from "../../../src/serve/connect-postgres.ts";
import { claimRequestOf } from "../../contract/ledger-contract.ts";
import { type LedgerDatabase, openLedgerDatabase } from "../../../src/console/ledger-database.ts";
import { accepted } from "../hook/examples.ts";
import { NOON } from "../hook/runtime.ts";
import { createOwner } from "./owner.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres, withClient } from "./server.ts";

const within = () => ({ signal: AbortSignal.timeout(60_000) });
const ROUTE = { api: "dysmsapi", sign: "签名", template: "SMS_1" } as const;

/** A ledger on a server of the file's own, empty and at noon before each test. */
export function createSchemaWorld() {
  let server: PostgresServer;
  let owner: ReturnType<typeof createOwner>;
  let hookUrl: string;
  let ledger: Ledger;
  let database: Database;
  beforeAll(async () => {
    server = await startTestPostgres();
    await migrate(server.url);
    hookUrl = await hookRoleUrl(server.url);
    owner = createOwner(server.url);
    database = connectPostgres(hookUrl, { ca: undefined });
    ledger = createPostgresLedger({ database });
  });
  afterAll(async () => {
    await owner.close();
    await server.remove();
  });
  beforeEach(async () => {
    await run(
      "truncate send_sms.requests, send_sms.counters, send_sms.receipts, send_sms.controls, send_sms.prices",
    );
    await clockAt(NOON);
  });

  const run = (text: string, values?: unknown[]) => owner.run(text, values);
  const clockAt = (ms: number) =>
    run(`create or replace function send_sms.clock() returns timestamptz language sql volatile
      return to_timestamp(${ms / 1000})`);
  return {
    /** As the owner. */
    run,
    one: async (text: string, values?: unknown[]) => (await run(text, values))[0],
    clockAt,
    runAsHook: (text: string, values?: unknown[]) => sql(hookUrl, text, values),
    /** The URL of a role that may read the owner's views. */
    async readerUrl(role: string) {
      await run(`create role ${role} login; select send_sms.let_read('${role}')`);
      return server.url.replace("postgres:none@", `${role}:none@`);
    },
    async onConsole<T>(use: (database: LedgerDatabase) => Promise<T>) {
      const opened = openLedgerDatabase(server.url, undefined);
      return await use(opened).finally(opened.close);
    },
    migrateAgain: () => migrate(server.url),
    /** As a hook in that mode of the guard. */
    claimOf: (key: string, record: RequestRecord, guard: GuardMode) =>
      createPostgresLedger({ database, guard }).claim({ key, counters: [], record }, within()),
    /** As the owner, over one connection. */
    onOneConnection: <T>(use: (client: pg.Client) => Promise<T>) => withClient(server.url, use),
    claim: (key: string, ...counters: Counter[]) => ledger.claim(claimRequestOf(key, ...counters), within()),
    settle: (key: string, outcome = accepted()) =>
      ledger.settle(key, { outcome, route: ROUTE, sendMs: 120.4 }, within()),
  };
}
