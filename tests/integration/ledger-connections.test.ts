import { afterAll, beforeAll, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { connectPostgres } from "../../src/serve/connect-postgres.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

let server: PostgresServer;
let url: string;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
  url = await hookRoleUrl(server.url);
});
afterAll(() => server.remove());

/** Ten statements at once, and which connections they ran on. */
async function tenAtOnce(): Promise<Set<unknown>> {
  const database = connectPostgres(url, { ca: undefined });
  const signal = AbortSignal.timeout(5_000);
  const answers = await Promise.all(
    Array.from(
      { length: 10 },
      () => database.query("select pg_backend_pid() as pid, pg_sleep(0.02)", [], signal),
    ),
  );
  return new Set(answers.map(([row]) => row?.["pid"]));
}

test("a process has two connections and no more", async () => {
  expect(await tenAtOnce()).toHaveProperty("size", 2);
});

test("where the server refuses the second one, the first does the work and nothing fails", async () => {
  await sql(
    server.url,
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'send_sms_hook'",
  );
  await sql(server.url, "alter role send_sms_hook connection limit 1");
  expect(await tenAtOnce()).toHaveProperty("size", 1);
});
