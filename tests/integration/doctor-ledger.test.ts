import { afterAll, beforeAll, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { alarmsOf, createDoctorWorld } from "../support/doctor/seeds.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

const world = createDoctorWorld();
let server: PostgresServer;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrate(server.url);
}, 60_000);
afterAll(() => server.remove());

const alarms = async (url: string) => {
  const { findings } = await world().examine({
    env: { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: url },
  });
  return alarmsOf(findings).map(({ id, subject }) => ({ id, subject }));
};
const LEDGER_URL = "SMS_LEDGER_DATABASE_URL";

test("a ledger with its own role is well", async () => {
  expect(await alarms(await hookRoleUrl(server.url))).toEqual([]);
});

test.each<[string, string, string, () => Promise<string>]>([
  ["without a schema", "ledger_unfit", LEDGER_URL, async () => {
    await sql(server.url, "create database empty");
    return server.url.replace(/\/postgres(\?|$)/, "/empty$1");
  }],
  ["whose role may nothing", "ledger_unfit", LEDGER_URL, async () => {
    await sql(server.url, "create role stranger login password 'none'");
    return server.url.replace(/postgres:none@/, "stranger:none@");
  }],
  [
    "that is not there",
    "ledger_unreachable",
    LEDGER_URL,
    () => Promise.resolve("postgresql://a:b@127.0.0.1:9/postgres?sslmode=disable"),
  ],
  ["asked as a superuser", "ledger_role_too_strong", LEDGER_URL, () => Promise.resolve(server.url)],
])("a ledger %s is named first, and nothing else is", async (_what, id, subject, urlOf) => {
  expect(await alarms(await urlOf())).toEqual([{ id, subject }]);
});

test("a pause by an operator is seen by whoever may read it", async () => {
  await sql(server.url, "create role reader login password 'none'");
  await sql(server.url, "grant send_sms_hook to reader");
  await sql(server.url, "grant select on send_sms.controls to reader");
  await sql(server.url, "create policy reader on send_sms.controls for select to reader using (true)");
  await sql(server.url, "select send_sms.pause('a test')");
  try {
    expect(await alarms(server.url.replace(/postgres:none@/, "reader:none@"))).toEqual([
      { id: "ledger_paused", subject: "send_sms.controls" },
    ]);
  } finally {
    await sql(server.url, "select send_sms.resume()");
  }
});
