import { afterAll, beforeAll } from "vitest";
import { createPostgresLedger } from "../../src/hook/ledger/postgres.ts";
import type { Database } from "../../src/hook/runtime/runtime.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { connectPostgres } from "../../src/serve/connect-postgres.ts";
import { NOON } from "../support/hook/runtime.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";
import { describeLedgerContract } from "./ledger-contract.ts";

let server: PostgresServer;
let database: Database;
let now = NOON;

beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
  // One for all tests: nothing ends its connections but the end of the server.
  database = connectPostgres(await hookRoleUrl(server.url), { ca: undefined });
});
afterAll(() => server.remove());

const moveClock = () =>
  sql(
    server.url,
    `create or replace function send_sms.clock() returns timestamptz language sql volatile
       return to_timestamp(${now / 1000})`,
  );

describeLedgerContract("the Postgres ledger", {
  async createLedger() {
    await moveClock();
    await sql(server.url, "truncate send_sms.requests, send_sms.counters");
    return createPostgresLedger({ database });
  },
  async advance(ms) {
    now += ms;
    await moveClock();
  },
});
