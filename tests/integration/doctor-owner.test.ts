import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { alarmsOf, createDoctorWorld } from "../support/doctor/seeds.ts";
import {
  askForPasswordOf,
  hookRoleUrl,
  migrate,
  sql,
  startTestPostgres,
} from "../support/postgres/server.ts";

const world = createDoctorWorld();
let server: PostgresServer;
let functions: string;
beforeAll(async () => {
  // A command's connections end with it, and here many run in one process.
  server = await startTestPostgres({ max_connections: "120" });
  await migrate(server.url);
  functions = await hookRoleUrl(server.url);
  await sql(server.url, "create database empty");
  await sql(server.url, "create database other");
  await migrate(inDatabase("other"));
  await sql(server.url, "create role stranger login password 'none'");
  await sql(server.url, "create role granted login password 'none'");
  await sql(
    server.url,
    "grant usage on schema send_sms to granted; grant select on send_sms.requests to granted",
  );
  await sql(server.url, "create role alice");
  await sql(server.url, "create database of_alice owner alice");
  await sql(inDatabase("of_alice"), "set role alice; create schema send_sms");
  await sql(server.url, "create role asked login password 'right'");
  await askForPasswordOf("asked", server.url);
}, 60_000);
afterAll(() => server.remove());

const inDatabase = (name: string) => server.url.replace(/\/postgres(\?|$)/, `/${name}$1`);
const as = (user: string) => server.url.replace("postgres:none@", `${user}@`);

const findingsWith = async (owners: string | undefined, env: Record<string, string> = {}) =>
  (await world().examine({
    env: { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: functions, SMS_GUARD: "off", ...env },
    options: () => ({ processEnv: { SMS_LEDGER_DATABASE_URL: owners } }),
  })).findings;
const LEDGER_URL = "SMS_LEDGER_DATABASE_URL";

describe("an address before the command, for the ledger's owner", () => {
  test.each<[string, () => string, RegExp, RegExp]>([
    ["that is none", () => "no address", /must be a URL such as postgresql:/, /必须是形如 postgresql:/],
    [
      "of a port where nothing listens",
      () => "postgresql://a:b@127.0.0.1:9/postgres?sslmode=disable",
      /leads to a database that cannot be reached \(ECONNREFUSED\): check its host and port/,
      /指向的数据库无法连接（ECONNREFUSED）：请检查其中的主机和端口/,
    ],
    [
      "of a database that is not there",
      () => inDatabase("nowhere"),
      /names a database that the server does not have/,
      /中的数据库不存在/,
    ],
    [
      "with a wrong password",
      () => as("asked:wrong"),
      /has a user or password that the server refuses/,
      /中的用户名或密码被服务器拒绝/,
    ],
    ["without a password", () => as("asked"), /has no password, and the server asks for one/, /中没有密码/],
    [
      "of the function's role",
      () => `${functions}&application_name=x`,
      /may not read/,
      /无权读取账本/,
    ],
    ["of a stranger", () => as("stranger:none"), /names a role that may not read the ledger/, /无权读取账本/],
    [
      "of a superuser, over a ledger that is somebody else's",
      () => inDatabase("of_alice"),
      /names a superuser, and the schema send_sms belongs to alice, .* connect as alice/,
      /属于 alice，.*请以 alice 的身份连接/,
    ],
    ["whose role sees no rows", () => as("granted:none"), /names a role that may not read/, /无权读取账本/],
  ])("%s is named with what is wrong about it", async (_what, urlOf, en, zh) => {
    const findings = await findingsWith(urlOf());
    const [first] = alarmsOf(findings);
    expect(first).toMatchObject({ id: "ledger_owner_unfit", level: "error", subject: LEDGER_URL });
    expect(first?.en).toMatch(en);
    expect(first?.zh).toMatch(zh);
    expect(findings.map(({ id }) => id)).toContain("ledger_ready");
    // What it advises was just done.
    expect(findings.map(({ id }) => id)).not.toContain("ledger_not_read");
    for (const part of ["none", "wrong", "right", "127.0.0.1"]) {
      expect(JSON.stringify(findings.filter(({ id }) => id.startsWith("ledger_")))).not.toContain(
        `:${part}@`,
      );
    }
  });

  test("that is of no use leaves what the function's own role sees as it is", async () => {
    const guardWith = async (owners: string | undefined) =>
      (await findingsWith(owners, { SMS_GUARD: "on" })).filter(({ id }) => id.startsWith("guard_"));
    const alone = await guardWith(undefined);
    expect(alone).toMatchObject([{ id: "guard_blind" }]);
    expect(await guardWith(inDatabase("empty"))).toEqual(alone);
    expect(await guardWith("postgresql://a:b@127.0.0.1:9/postgres?sslmode=disable")).toEqual(alone);
  });

  test.each([
    ["of another ledger is named as that, and nothing is said of what stands there", "other"],
    ["of another database is named as that, though it has no ledger, and none is to be made there", "empty"],
  ])("%s", async (_what, database) => {
    if (database === "other") await sql(inDatabase(database), "select send_sms.pause('there')");
    const other = alarmsOf(await findingsWith(inDatabase(database)));
    expect(JSON.stringify(other)).not.toContain("ledger:migrate");
    expect(other.map(({ id }) => id)).toEqual(["ledger_owner_elsewhere"]);
    expect(other[0]?.en).toContain("leads to another database than the function's");
    expect(other[0]?.zh).toContain("另一个数据库");
  });

  test("of another server is named as that", async () => {
    const another = await startTestPostgres();
    try {
      await migrate(another.url);
      const [first] = alarmsOf(await findingsWith(another.url));
      expect(first).toMatchObject({ id: "ledger_owner_elsewhere", subject: LEDGER_URL });
      expect(first?.en).toContain("leads to another server than the function's");
    } finally {
      await another.remove();
    }
  }, 30_000);

  test("of the function's own database without the ledger is told to make it", async () => {
    const env = { SMS_LEDGER_DATABASE_URL: `${inDatabase("empty")}&application_name=x` };
    const alarms = alarmsOf(await findingsWith(inDatabase("empty"), env));
    expect(alarms.map(({ id }) => id)).toEqual(["ledger_unfit", "ledger_owner_unfit"]);
    expect(alarms[1]?.en).toMatch(/leads to a database without the ledger: run npm run ledger:migrate/);
    expect(alarms[1]?.zh).toMatch(
      /指向的数据库中没有账本：请先以数据库所有者身份运行 npm run ledger:migrate/,
    );
  });

  test("is told beside a function's own that does not fit", async () => {
    const env = { SMS_LEDGER_DATABASE_URL: inDatabase("empty") };
    const ids = alarmsOf(await findingsWith(server.url, env)).map(({ id }) => id);
    expect(ids).toEqual(["ledger_unfit", "ledger_owner_elsewhere"]);
  });

  test.each<[string, () => Promise<string>]>([
    ["the owner's", () => Promise.resolve(server.url)],
    ["that of a role that is let read", async () => {
      await sql(server.url, "create role reader login password 'none'");
      await sql(server.url, "select send_sms.let_read('reader')");
      return as("reader:none");
    }],
  ])("is no news where it is %s", async (_what, urlOf) => {
    const owners = await urlOf();
    const seen = (await findingsWith(owners)).map(({ id }) => id).filter((id) => id.startsWith("ledger_"));
    expect(seen).toEqual(["ledger_ready"]);
  });
});
