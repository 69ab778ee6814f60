import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
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

/** A way to the server that counts who takes it. */
async function countedWay() {
  let connections = 0;
  const way = createServer((here) => {
    connections++;
    const there = connect(server.port, "127.0.0.1");
    here.pipe(there).pipe(here);
    for (const socket of [here, there]) socket.on("error", () => here.destroy() && there.destroy());
  }).listen(0, "127.0.0.1");
  await once(way, "listening");
  // A server on TCP has an address with a port.
  const { port } = way.address() as AddressInfo;
  return {
    url: url.replace(`:${server.port}/`, `:${port}/`),
    connections: () => connections,
    close: () => way.close(),
  };
}

test("where the server refuses every connection, all who ask hear why, and it is knocked at a few times a second", async () => {
  const limitTo = (n: number) => sql(server.url, `alter role send_sms_hook connection limit ${n}`);
  await limitTo(-1);
  const way = await countedWay();
  const database = connectPostgres(way.url, { ca: undefined });
  const causes = new Set<unknown>();
  const ask = () => database.query("select", [], AbortSignal.timeout(1_000));
  await ask();
  await limitTo(0);
  await sql(
    server.url,
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'send_sms_hook'",
  );
  const before = way.connections();
  const until = Date.now() + 1_500;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (Date.now() < until) {
      await ask().catch(({ code }) => causes.add(code));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }));
  // 57P01 of a connection that was ended while it was in use.
  causes.delete("57P01");
  expect([...causes]).toEqual(["53300"]);
  // Eight that come together knock once each; then nobody does for a fifth of a second.
  expect(way.connections() - before).toBeLessThanOrEqual(8 * 8);
  await limitTo(-1);
  await new Promise((resolve) => setTimeout(resolve, 250));
  await ask();
  way.close();
});
