import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/hook/runtime/runtime.ts";
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
  // As the start asks before any claim: of two that come at once a server with room for one may refuse both.
  await database.query("select", [], signal);
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
  await endAll();
  await limitTo(1);
  expect(await tenAtOnce()).toHaveProperty("size", 1);
});

const endAll = () =>
  sql(
    server.url,
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'send_sms_hook'",
  );
const limitTo = (n: number) => sql(server.url, `alter role send_sms_hook connection limit ${n}`);

describe("what can wait", () => {
  /** How long the slowest of some claims took while this ran. */
  async function slowestWhile(database: Database, running: Promise<unknown>): Promise<number> {
    let slowest = 0;
    let isRunning = true;
    const ended = running.catch(() => {}).finally(() => isRunning = false);
    while (isRunning) {
      const from = performance.now();
      await database.query("select", [], AbortSignal.timeout(1_000));
      slowest = Math.max(slowest, performance.now() - from);
      await sleep(20);
    }
    await ended;
    return slowest;
  }
  const naps = (database: Database, ...seconds: number[]) =>
    Promise.all(
      seconds.map((s) => database.aside?.(`select pg_sleep(${s})`, [], AbortSignal.timeout(1_500))),
    );

  test("has one connection at a time, and leaves one to claims", async () => {
    await limitTo(-1);
    const database = connectPostgres(url, { ca: undefined });
    await database.query("select", [], AbortSignal.timeout(1_000));
    expect(await slowestWhile(database, naps(database, 0.4, 0.4))).toBeLessThan(300);
  });

  test("opens the second one for itself where claims have needed but one", async () => {
    await endAll();
    await limitTo(1);
    const database = connectPostgres(url, { ca: undefined });
    await database.query("select", [], AbortSignal.timeout(1_000));
    await limitTo(-1);
    await naps(database, 0);
  });

  test("waits where there is one connection only, and then is none", async () => {
    await endAll();
    await limitTo(1);
    const database = connectPostgres(url, { ca: undefined });
    await database.query("select", [], AbortSignal.timeout(1_000));
    const nap = naps(database, 3);
    expect(await slowestWhile(database, nap)).toBeLessThan(300);
    await expect(nap).rejects.toMatchObject({ name: "TimeoutError" });
    await limitTo(-1);
  });
});

test("a claim whose time is over before it leaves is unsent, and costs no connection", async () => {
  const way = await countedWay();
  const database = connectPostgres(way.url, { ca: undefined, connections: 1, restedMs: 0 });
  const ask = (ms: number) => database.query("select", [], AbortSignal.timeout(ms));
  await ask(1_000);
  // The probe of a connection that has rested takes longer than the claim has.
  way.delay(150);
  await expect(ask(75)).rejects.toMatchObject({ name: "TimeoutError", unsent: true });
  way.delay(0);
  await sleep(200);
  await ask(1_000);
  expect(way.connections()).toBe(1);
  way.close();
});

/** A way to the server that counts who takes it, and can keep answers for a while. */
async function countedWay() {
  let connections = 0;
  let delayMs = 0;
  const way = createServer((here) => {
    connections++;
    const there = connect(server.port, "127.0.0.1");
    here.pipe(there);
    there.on("data", (answer) => void setTimeout(() => here.write(answer), delayMs));
    there.on("end", () => void setTimeout(() => here.end(), delayMs));
    for (const socket of [here, there]) socket.on("error", () => here.destroy() && there.destroy());
  }).listen(0, "127.0.0.1");
  await once(way, "listening");
  // A server on TCP has an address with a port.
  const { port } = way.address() as AddressInfo;
  return {
    url: url.replace(`:${server.port}/`, `:${port}/`),
    connections: () => connections,
    delay: (ms: number) => void (delayMs = ms),
    close: () => way.close(),
  };
}

test("where the server refuses every connection, all who ask hear why, and it is knocked at a few times a second", async () => {
  await limitTo(-1);
  const way = await countedWay();
  const database = connectPostgres(way.url, { ca: undefined });
  const causes = new Set<unknown>();
  const ask = () => database.query("select", [], AbortSignal.timeout(1_000));
  await ask();
  await limitTo(0);
  await endAll();
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
