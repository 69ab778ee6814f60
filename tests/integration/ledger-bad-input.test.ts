import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { randomMainland, signupBody } from "../support/hook/bodies.ts";
import { type Command, processEnv, runHook, startHook } from "../support/hook/process.ts";
import { readText } from "../support/hook/sources.ts";
import { runProgram } from "../support/local-world-process.ts";
import { turnOnTls } from "../support/postgres/secure.ts";
import { askForPasswordOf, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";
import { bundled } from "../support/programs/bundled.ts";

const NODE: Command = {
  file: process.execPath,
  args: [bundled("src/serve/node-main.ts")],
};
const NOBODY_LISTENS = "postgresql://u:p@127.0.0.1:1/x?sslmode=disable";

let server: PostgresServer;
beforeAll(async () => {
  server = await startTestPostgres();
  for (const database of ["bare", "older"]) await sql(server.url, `create database ${database}`);
  await migrate(server.url);
  await migrate(at("older"));
  await sql(
    at("older"),
    "create or replace function send_sms.version() returns integer language sql return 0",
  );
  await sql(server.url, "create role stranger login; create role guarded login password 'right'");
  await askForPasswordOf("guarded", server.url);
  await turnOnTls(server);
}, 60_000);
afterAll(() => server.remove());

const at = (database: string, credentials = "postgres:none", query = "?sslmode=disable") =>
  `postgresql://${credentials}@127.0.0.1:${server.port}/${database}${query}`;
const ca = readText("tests/fixtures/postgres/ca.pem");

const envOf = (url: string, more: Record<string, string> = {}) => ({
  ...processEnv("http://127.0.0.1:1"),
  PORT: "0",
  SMS_LEDGER: "postgres",
  SMS_LEDGER_DATABASE_URL: url,
  ...more,
});

describe.each([["Deno 2.1.4", "2.1.4"], ["Node", NODE]] as const)("on %s the process ends", (_, how) => {
  test.each<[string, () => Record<string, string | undefined>, string, RegExp]>([
    ["at a text that is no address", () => envOf("db.example"), "SMS_LEDGER_DATABASE_URL", /must be a URL/],
    [
      "at an address that would send the password in the clear",
      () => envOf("postgresql://u:hidden@db.example.com/x?sslmode=disable"),
      "SMS_LEDGER_DATABASE_URL",
      /sslmode=disable/,
    ],
    [
      "at a database without the ledger",
      () => envOf(at("bare")),
      "SMS_LEDGER_DATABASE_URL",
      /ledger:migrate/,
    ],
    ["at a ledger of an older release", () => envOf(at("older")), "SMS_LEDGER_DATABASE_URL", /older release/],
    [
      "at a role without rights",
      () => envOf(at("postgres", "stranger:none")),
      "SMS_LEDGER_DATABASE_URL",
      /grant send_sms_hook/,
    ],
    [
      "at no password where the server asks for one",
      () => envOf(at("postgres", "guarded")),
      "SMS_LEDGER_DATABASE_URL",
      /has no password/,
    ],
    [
      "at a password that the server refuses",
      () => envOf(at("postgres", "guarded:hidden")),
      "SMS_LEDGER_DATABASE_URL",
      /user or password/,
    ],
    [
      "at a database that is not there",
      () => envOf(at("nowhere")),
      "SMS_LEDGER_DATABASE_URL",
      /does not have/,
    ],
    [
      "at a certificate that nobody vouches for",
      () => envOf(at("postgres", "postgres:hidden", "")),
      "SMS_LEDGER_DATABASE_URL",
      /nor SMS_LEDGER_CA vouches for: .*sslmode=disable/,
    ],
    [
      "at a certificate of another host",
      () => envOf(at("postgres", "postgres:hidden", ""), { SMS_LEDGER_CA: ca }),
      "SMS_LEDGER_DATABASE_URL",
      /nor SMS_LEDGER_CA vouches for: .*sslmode=disable/,
    ],
  ])(
    "%s, with a sentence in two languages that names the variable and the remedy",
    async (_, env, variable, remedy) => {
      const { ended, output } = runHook(env(), how);
      expect(await ended).toBe(1);
      const line = output().split("\n").find((text) => text.includes(variable)) ?? "";
      expect(line).toMatch(remedy);
      expect(output()).toMatch(/[\u4e00-\u9fff]/);
      expect(output()).not.toContain("hidden");
      expect(output()).not.toContain('"event":"start"');
    },
  );

  test("not where the database is merely away: it starts, says so, and refuses each request", async () => {
    const hook = await startHook(envOf(NOBODY_LISTENS), how);
    const { body } = await hook.send(signupBody("v2.196.0", { phone: randomMainland() }));
    expect(JSON.stringify(body)).toContain("sms_provider_unavailable");
    expect(hook.output()).toMatch(/"level":"error","event":"start".*"ledgerDown":"ECONNREFUSED"/);
    await hook.stop();
  });

  test("not where the right password comes over a connection whose server is verified", async () => {
    const url = at("postgres", "guarded:right", "").replace("127.0.0.1", "localhost");
    await sql(server.url, "grant send_sms_hook to guarded");
    const hook = await startHook(envOf(url, { SMS_LEDGER_CA: ca }), how);
    expect(hook.output()).not.toContain("ledgerDown");
    await hook.stop();
  });
});

test("a command without the password that the server asks for ends at once and says so", async () => {
  const running = runProgram("src/cli/ledger-migrate.ts", ["--"], {
    SMS_LEDGER_DATABASE_URL: at("postgres", "guarded"),
  });
  const from = performance.now();
  expect(await running.exited).toBe(1);
  // The server itself hangs up after a minute.
  expect(performance.now() - from).toBeLessThan(30_000);
  expect(running.stderr()).toMatch(/^SMS_LEDGER_DATABASE_URL has no password/);
});
