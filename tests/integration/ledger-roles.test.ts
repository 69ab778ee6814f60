import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { runProgram } from "../support/local-world-process.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

let server: PostgresServer;
let ownRole: string;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
  ownRole = await hookRoleUrl(server.url);
});
afterAll(() => server.remove());

async function migrating(url: string, env: Record<string, string> = {}) {
  const running = runProgram("src/cli/ledger-migrate.ts", ["--"], { SMS_LEDGER_DATABASE_URL: url, ...env });
  return { code: await running.exited, out: running.stdout(), err: running.stderr() };
}

const inDatabase = (url: string, name: string) => url.replace("/postgres?", `/${name}?`);
const as = (role: string, database: string) =>
  inDatabase(server.url, database).replace("postgres:none@", `${role}:none@`);

describe("npm run ledger:migrate with the function's role, over a database without a ledger,", () => {
  const owners = /^This command needs the ledger's owner.*<the owner's address>/;

  test("names the owner's address, also where a grant lets that role create, and leaves nothing of that role's", async () => {
    await sql(server.url, "create database empty");
    const url = inDatabase(ownRole, "empty");
    for (const granted of [false, true]) {
      if (granted) await sql(server.url, "grant create on database empty to send_sms_hook");
      const refused = await migrating(url);
      expect([refused.code, refused.out]).toEqual([1, ""]);
      expect(refused.err).toMatch(owners);
      expect(refused.err).not.toMatch(/grant/);
    }
    expect(await sql(inDatabase(server.url, "empty"), "select from pg_namespace where nspname = 'send_sms'"))
      .toEqual([]);
  });

  test("names it to a role that has the function's rights by a grant too", async () => {
    await sql(server.url, "create database bare");
    await sql(server.url, "create role member login in role send_sms_hook");
    const refused = await migrating(as("member", "bare"));
    expect(refused.err).toMatch(owners);
    expect(refused.code).toBe(1);
  });
});

test("npm run ledger:migrate says with which role, on which server and in which database it worked", async () => {
  await sql(server.url, "create role keeper login superuser password 'hidden'");
  const nowhereNamed = `postgresql://keeper:hidden@127.0.0.1:${server.port}?sslmode=disable`;
  const place = `keeper@127.0.0.1:${server.port}/postgres`;
  expect((await migrating(nowhereNamed)).out).toContain(`The ledger in ${place} is at version`);
  await sql(server.url, "create database other");
  const other = await migrating(as("keeper", "other"), { LANG: "zh_CN.UTF-8" });
  expect(other.out).toContain(`已在 ${place.replace("/postgres", "/other")} 中创建账本`);
  expect(other.out + other.err).not.toContain("hidden");
});

test("npm run ledger:migrate ends with 1 where it may not make the function's role, and says who is to make it", async () => {
  const fresh = await startTestPostgres();
  await sql(fresh.url, "create role plain login");
  await sql(fresh.url, "create database of_plain owner plain");
  const url = inDatabase(fresh.url, "of_plain").replace("postgres:none@", "plain:none@");
  const refused = await migrating(url);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(
    /No function can use the ledger yet.*CREATEROLE.*`create role send_sms_hook nologin`/,
  );
  expect((await migrating(url, { LANG: "zh_CN.UTF-8" })).out).toMatch(/函数还不能使用账本.*CREATEROLE/);
  await sql(fresh.url, "create role send_sms_hook nologin");
  expect(await migrating(url)).toMatchObject({ code: 0, out: expect.not.stringMatching(/No function/) });
  await fresh.remove();
});

test.each([
  [
    "the tables",
    "grant usage on schema send_sms to half; grant select on all tables in schema send_sms to half",
  ],
  ["pg_read_all_data", "grant pg_read_all_data to half"],
])(
  "npm run console names let_read to a role that was merely granted %s, and does with it",
  async (_, grant) => {
    await sql(server.url, `create role half login; ${grant}`);
    const looking = (env = {}) =>
      runProgram("src/console/serve.ts", ["--", "--port", "0"], {
        SMS_LEDGER_DATABASE_URL: as("half", "postgres"),
        ...env,
      });
    const refused = looking();
    expect(await refused.exited).toBe(1);
    expect(refused.stderr()).toMatch(/may not read the ledger.*send_sms\.let_read\('<role>'\)/);
    expect(refused.stderr()).not.toContain("needs the ledger's owner");
    const chinese = looking({ LANG: "zh_CN.UTF-8" });
    expect(await chinese.exited).toBe(1);
    expect(chinese.stderr()).toMatch(/无权读取账本.*let_read/);
    await sql(server.url, "select send_sms.let_read('half')");
    const running = looking();
    await running.until("Ctrl-C");
    running.kill("SIGTERM");
    await running.exited;
    await sql(server.url, "drop owned by half; drop role half");
  },
);
