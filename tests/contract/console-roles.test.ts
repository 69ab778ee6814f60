import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkLedger } from "../../src/console/check-ledger.ts";
import { openLedgerDatabase } from "../../src/console/ledger-database.ts";
import type { Now } from "../../src/console/wire.ts";
import type { Console } from "../../src/console/start-console.ts";
import { consoleOn, type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";
import { migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
});
afterAll(() => world?.close());

const nowOf = async ({ url }: Console): Promise<Now> =>
  JSON.parse(await (await fetch(new URL("/api/now?zone=UTC", url))).text());

describe("a role that may only read", () => {
  test("is shown everything and may do nothing", async () => {
    await world.run("create role viewer login; select send_sms.let_read('viewer')");
    const console = await consoleOn(world.server.url.replace("postgres:none@", "viewer:none@"), {
      prices: { currency: "USD", of: { CN: 1 } },
    });
    expect([console.mayAct, console.pricesWritten]).toEqual([false, false]);
    const now = await nowOf(console);
    expect([now.mayAct, now.currency, now.recent.length]).toEqual([false, "CNY", 100]);
    const answer = await fetch(new URL("/api/act", console.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ act: "resume" }),
    });
    const { problem } = JSON.parse(await answer.text());
    expect([answer.status, problem.en]).toEqual([409, expect.stringContaining("may only read")]);
    await console.close();
  });

  test("may write prices, where it is the owner", async () => {
    const console = await consoleOn(world.server.url, { prices: { currency: "USD", of: { CN: 0.007 } } });
    expect((await nowOf(console)).currency).toBe("USD");
    await console.close();
  });
});

describe("it does not start, and says what to do,", () => {
  const ask = async (url: string) => {
    const database = openLedgerDatabase(url, undefined);
    return await checkLedger(database).finally(() => database.close());
  };

  test.each([
    ["for the hook's own role", "alter role send_sms_hook login", "send_sms_hook", /let_read/],
    [
      "for a role that was only granted the tables",
      "create role half login; grant usage on schema send_sms to half; grant select on all tables in schema send_sms to half; grant execute on all functions in schema send_sms to half",
      "half",
      /let_read/,
    ],
    ["for a role without any right", "create role nobody login", "nobody", /let_read/],
  ])("%s", async (_, grant, role, remedy) => {
    await world.run(grant);
    const answer = await ask(world.server.url.replace("postgres:none@", `${role}:none@`));
    expect(answer).toEqual({ en: expect.stringMatching(remedy), zh: expect.stringMatching(remedy) });
  });

  test("on a database without the ledger, and on an older one", async () => {
    const server = await startTestPostgres();
    expect(await ask(server.url)).toEqual({
      en: expect.stringMatching(/ledger:migrate/),
      zh: expect.stringMatching(/ledger:migrate/),
    });
    await migrate(server.url);
    await sql(
      server.url,
      "create or replace function send_sms.version() returns integer language sql return 1",
    );
    expect(await ask(server.url)).toEqual({
      en: expect.stringMatching(/older release/),
      zh: expect.stringMatching(/版本过旧/),
    });
    await server.remove();
  });
});
