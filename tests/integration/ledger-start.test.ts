import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateLedger } from "../../src/cli/migrate-ledger.ts";
import { composeHook } from "../../src/hook/compose.ts";
import { ConfigError } from "../../src/hook/config/env-reader.ts";
import { CALLED, SCHEMA_VERSION } from "../../src/hook/ledger/postgres-start.ts";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { connectPostgres } from "../../src/serve/connect-postgres.ts";
import { ENV } from "../support/hook/config.ts";
import { createFakeRuntime } from "../support/hook/runtime.ts";
import { filesUnder, readText } from "../support/hook/sources.ts";
import { turnOnTls } from "../support/postgres/secure.ts";
import { migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server.remove());

const at = (database: string, credentials = "postgres:none") =>
  server.url.replace("postgres:none", credentials).replace("/postgres?", `/${database}?`);

/** The start line of a hook on this ledger, or the problem that ends its start. */
async function start(url: string, ca?: string) {
  const runtime = {
    ...createFakeRuntime(),
    timeout: (ms: number) => AbortSignal.timeout(ms),
    connect: (...options: Parameters<typeof connectPostgres>) => Promise.resolve(connectPostgres(...options)),
  };
  const env = {
    ...ENV,
    SMS_LEDGER: "postgres",
    SMS_LEDGER_DATABASE_URL: url,
    ...(ca && { SMS_LEDGER_CA: ca }),
  };
  try {
    (await composeHook(env, runtime)).logStart();
    return JSON.parse(runtime.lines.at(-1) ?? "");
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]?.zh).toMatch(/[\u4e00-\u9fff]/);
    return error.problems[0];
  }
}

describe("the start", () => {
  test("goes on with a ledger that fits, and does not claim that it counts in one process only", async () => {
    await sql(server.url, "create database fits");
    await migrate(at("fits"));
    const entry = await start(at("fits"));
    expect(entry).toMatchObject({ event: "start", ledger: "postgres", ledgerKeepDays: 90 });
    expect(entry.level).not.toBe("error");
    expect(entry).not.toHaveProperty("notGuaranteed");
  });

  test("warns of a role that may do all with the ledger, and not of the function's own", async () => {
    await sql(server.url, "create database strong");
    const url = at("strong");
    await migrate(url);
    await sql(url, "alter role send_sms_hook login; create role keeper login");
    await sql(url, "grant send_sms_hook to keeper; alter schema send_sms owner to keeper");
    for (const role of ["postgres", "keeper"]) {
      expect(await start(at("strong", `${role}:none`))).toMatchObject({
        level: "warn",
        warnings: expect.arrayContaining([{
          variable: "SMS_LEDGER_DATABASE_URL",
          hint: expect.stringMatching(/^SMS_LEDGER_DATABASE_URL names the ledger's owner or a superuser/),
          hint_zh: expect.stringMatching(/^SMS_LEDGER_DATABASE_URL 中的角色是账本所有者或超级用户/),
        }]),
      });
    }
    const own = await start(at("strong", "send_sms_hook:none"));
    expect(own).toMatchObject({ event: "start", ledger: "postgres" });
    expect(JSON.stringify(own)).not.toContain("superuser");
  });

  test("ends where the database has no ledger", async () => {
    await sql(server.url, "create database bare");
    expect(await start(at("bare"))).toMatchObject({
      variable: "SMS_LEDGER_DATABASE_URL",
      en: expect.stringMatching(/without the ledger: run npm run ledger:migrate as its owner/),
      zh: expect.stringMatching(/没有账本：请先以数据库所有者身份运行 npm run ledger:migrate/),
    });
  });

  test("ends where the ledger is of an older release, and names first what always works", async () => {
    await sql(server.url, "create database older");
    await migrate(at("older"));
    await sql(
      at("older"),
      "create or replace function send_sms.version() returns integer language sql return 0",
    );
    expect(await start(at("older"))).toMatchObject({
      en: expect.stringMatching(
        /an older release: run npm run ledger:migrate first.*repair --status reverted/,
      ),
      zh: expect.stringMatching(/版本过旧：请先运行 npm run ledger:migrate.*repair --status reverted/),
    });
  });

  test.each([
    ["no rights at all", "create role stranger login"],
    ["rights on the schema only", "create role guest login; grant usage on schema send_sms to guest"],
  ])("ends where the role has %s", async (_, statements) => {
    await sql(server.url, `create database roles_${statements.length}`);
    const url = at(`roles_${statements.length}`);
    await migrate(url);
    await sql(url, statements);
    const role = /role (\w+)/.exec(statements)?.[1];
    expect(await start(url.replace("postgres:none", `${role}:none`))).toMatchObject({
      en: expect.stringMatching(/grant send_sms_hook to it/),
    });
  });

  test("ends where the role may not call one of the functions that a request or a receipt leads to", async () => {
    await sql(server.url, "create database partly");
    const url = at("partly");
    await migrate(url);
    await sql(url, "create role half login; grant usage on schema send_sms to half");
    await sql(url, "grant execute on all functions in schema send_sms to half");
    expect(await start(at("partly", "half:none"))).toMatchObject({ event: "start", ledger: "postgres" });
    for (const called of CALLED) {
      await sql(url, `revoke execute on function send_sms.${called} from half`);
      expect(await start(at("partly", "half:none")), called).toMatchObject({
        variable: "SMS_LEDGER_DATABASE_URL",
        en: expect.stringMatching(/grant send_sms_hook to it/),
      });
      await sql(url, `grant execute on function send_sms.${called} to half`);
    }
  });

  test("ends as at an older release where a function is not there at all", async () => {
    await sql(server.url, "create database lacking");
    await migrate(at("lacking"));
    await sql(at("lacking"), "drop function send_sms.receive(jsonb)");
    expect(await start(at("lacking"))).toMatchObject({ en: expect.stringMatching(/an older release/) });
  });

  test.each<[string, string, RegExp]>([
    ["a database that is not there", "postgres:none@/nowhere", /does not have/],
    ["a user that is not there", "nobody:none@/postgres", /user or password/],
  ])("ends at %s", async (_, text, remedy) => {
    const [credentials = "", database = ""] = text.split("@/");
    expect(await start(at(database, credentials))).toMatchObject({ en: expect.stringMatching(remedy) });
  });

  test("ends at a server without TLS, unless the URL says that it has none", async () => {
    for (const query of ["", "?sslmode=require"]) {
      expect(await start(at("postgres").replace("?sslmode=disable", query))).toMatchObject({
        variable: "SMS_LEDGER_DATABASE_URL",
        en: expect.stringMatching(/server without TLS.*sslmode=disable, in the place of any other sslmode/),
      });
    }
  });

  test("goes on where the database is merely away, and says so", async () => {
    expect(await start("postgresql://u:p@127.0.0.1:1/x?sslmode=disable")).toMatchObject({
      level: "error",
      event: "start",
      ledgerDown: "ECONNREFUSED",
    });
  });
});

describe("the connection", () => {
  let secure: PostgresServer;
  beforeAll(async () => {
    secure = await startTestPostgres();
    await migrate(secure.url);
    await turnOnTls(secure);
  });
  afterAll(() => secure.remove());

  const ca = readText("tests/fixtures/postgres/ca.pem");
  const url = (host: string) => `postgresql://postgres:none@${host}:${secure.port}/postgres?sslmode=require`;

  test("is encrypted, to a server whose certificate the given authority signed", async () => {
    expect(await start(url("localhost"), ca)).toMatchObject({ event: "start", ledger: "postgres" });
    const database = connectPostgres(url("localhost"), { ca });
    const rows = await database.query(
      "select ssl from pg_stat_ssl where pid = pg_backend_pid()",
      [],
      AbortSignal.timeout(2_000),
    );
    expect(rows).toEqual([{ ssl: true }]);
  });

  test("is not made to one whose certificate nobody vouches for, nor to another name than the certificate's", async () => {
    const refused = {
      variable: "SMS_LEDGER_DATABASE_URL",
      en: expect.stringMatching(
        /nor SMS_LEDGER_CA vouches .*Download certificate.* or, inside one machine or private network, .*\?sslmode=disable/,
      ),
      zh: expect.stringMatching(/SMS_LEDGER_CA 验证.*若在本机或内网.*\?sslmode=disable/),
    };
    expect(await start(url("localhost"))).toMatchObject(refused);
    expect(await start(url("127.0.0.1"), ca)).toMatchObject(refused);
  });
});

describe("npm run ledger:migrate", () => {
  test("creates the ledger, and finds it there the second time", async () => {
    await sql(server.url, "create database twice");
    const first = await withClient(at("twice"), migrateLedger);
    const second = await withClient(at("twice"), migrateLedger);
    expect([first, second]).toEqual([
      { from: 0, to: SCHEMA_VERSION, hookRole: true },
      { from: SCHEMA_VERSION, to: SCHEMA_VERSION, hookRole: true },
    ]);
  });

  test("needs no superuser, and the files can be applied again by itself", async () => {
    await sql(server.url, "create database plain");
    await sql(server.url, "create role plain_owner login createrole");
    await sql(server.url, "grant create on database plain to plain_owner");
    const url = at("plain", "plain_owner:none");
    expect(await withClient(url, migrateLedger)).toMatchObject({ from: 0, to: SCHEMA_VERSION });
    for (const file of filesUnder("supabase/migrations", ".sql").sort()) await sql(url, readText(file));
    const [row] = await sql(url, "select send_sms.version() as version");
    expect(row).toEqual({ version: SCHEMA_VERSION });
  });

  test("leaves nothing behind where it fails", async () => {
    await sql(server.url, "create database half");
    await sql(at("half"), "create schema send_sms");
    await sql(at("half"), "create view send_sms.requests as select 1 as one");
    await expect(withClient(at("half"), migrateLedger)).rejects.toThrow();
    const tables = await sql(at("half"), "select 1 from pg_tables where schemaname = 'send_sms'");
    expect(tables).toEqual([]);
  });
});
