import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { AUTHS_TABLES } from "../support/doctor/auths-tables.ts";
import { alarmsOf, createDoctorWorld } from "../support/doctor/seeds.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres } from "../support/postgres/server.ts";

const world = createDoctorWorld();
let server: PostgresServer;
beforeAll(async () => {
  // A command's connections end with it, and here many run in one process.
  server = await startTestPostgres({ max_connections: "120" });
  await migrate(server.url);
  await sql(server.url, AUTHS_TABLES);
}, 60_000);
afterAll(() => server.remove());

const findingsOf = async (url: string, env: Record<string, string> = {}) =>
  (await world().examine({ env: { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: url, ...env } })).findings;
const alarms = async (url: string, env: Record<string, string> = {}) =>
  alarmsOf(await findingsOf(url, env)).map(({ id, subject }) => ({ id, subject }));
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

test("asked as its owner, who is no superuser, its role is named as too strong", async () => {
  await sql(server.url, "create role owner2 login password 'none'; grant send_sms_hook to owner2");
  await sql(server.url, "alter schema send_sms owner to owner2");
  try {
    expect((await alarms(server.url.replace(/postgres:none@/, "owner2:none@"))).map(({ id }) => id))
      .toContain("ledger_role_too_strong");
  } finally {
    await sql(server.url, "alter schema send_sms owner to postgres");
  }
});

/** Who may look into the ledger as its owner may, and do with it what the function may. */
async function readerUrl(): Promise<string> {
  await sql(server.url, "create role reader login password 'none'");
  await sql(server.url, "grant send_sms_hook to reader");
  await sql(server.url, "select send_sms.let_read('reader')");
  return server.url.replace(/postgres:none@/, "reader:none@");
}

describe("asked as somebody who may read it, a ledger", () => {
  let reader: string;
  beforeAll(async () => {
    reader = await readerUrl();
    // As the function does.
    await sql(server.url, "update send_sms.guard_state set ran_at = now()");
  });
  afterEach(() => sql(server.url, "truncate send_sms.requests, send_sms.receipts, send_sms.controls"));

  const accepted = (key: string, age: string) =>
    sql(
      server.url,
      `insert into send_sms.requests (key, status, outcome, number_hash, number_mask, prefix, flow, created_at)
        values ($1, 'accepted', '{"status": "accepted"}', $1, '+861380013****', '861380013', 'signup', now() - $2::interval)`,
      [key, age],
    );
  const receiptOf = (key: string) =>
    sql(
      server.url,
      `insert into send_sms.receipts (out_id, delivered, reported_at, received_at) values ($1, true, now(), now())`,
      [key],
    );

  test("that an operator has paused is named first, and nothing else is", async () => {
    await sql(server.url, "select send_sms.pause('a test')");
    expect(await alarms(reader)).toEqual([{ id: "ledger_paused", subject: "send_sms.controls" }]);
  });

  test("where no receipt has come within an hour is named first, and nothing else is", async () => {
    await accepted("one", "61 minutes");
    await accepted("another", "2 hours");
    expect(await alarms(reader)).toEqual([{ id: "receipts_missing", subject: "send_sms.receipts" }]);
    const [{ en = "" } = {}] = await findingsOf(reader);
    expect(en).toMatch(/^2 SMS of the last day/);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["nothing was sent", () => Promise.resolve()],
    ["what was sent is younger than an hour", () => accepted("young", "59 minutes")],
    ["what was sent is older than a day", () => accepted("old", "25 hours")],
    ["one receipt has come", async () => {
      await accepted("one", "2 hours");
      await accepted("another", "2 hours");
      await receiptOf("another");
    }],
  ])("where %s has no alarm", async (_what, arrange) => {
    await arrange();
    expect(await alarms(reader)).toEqual([]);
  });
});

describe("the function's own role sees no pause and no receipts", () => {
  const idsWith = async (ownersUrl: string | undefined) => {
    await sql(server.url, "select send_sms.pause('a test')");
    const { findings } = await world().examine({
      env: { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: await hookRoleUrl(server.url) },
      options: () => ({ processEnv: { SMS_LEDGER_DATABASE_URL: ownersUrl } }),
    });
    await sql(server.url, "select send_sms.resume()");
    return findings.map(({ id }) => id).filter((id) => /ledger_(paused|not_read|role)/.test(id));
  };

  test("and the report says so", async () => {
    expect(await idsWith(undefined)).toEqual(["ledger_not_read"]);
  });

  test("and the owner's does, whose address stands before the function's file", async () => {
    expect(await idsWith(server.url)).toEqual(["ledger_paused"]);
  });
});

describe("SMS_LEDGER_KEEP_DAYS", () => {
  const keeping = async (url: string, SMS_LEDGER_KEEP_DAYS: string) =>
    (await findingsOf(url, { SMS_LEDGER_KEEP_DAYS }))
      .filter(({ subject }) => subject === "SMS_LEDGER_KEEP_DAYS");

  test("that is shorter than the owner lets the function's role delete is named once, until the owner agrees", async () => {
    for (const days of ["3", "6"]) {
      const found = await keeping(server.url, days);
      expect(found).toMatchObject([{ id: "ledger_keeps_longer" }]);
      for (const text of [found[0]?.remedy.en, found[0]?.remedy.zh]) {
        expect(text).toContain(`update send_sms.retention set keep_days_at_least = ${days};`);
      }
    }
    expect(await keeping(server.url, "7")).toEqual([]);
    await sql(server.url, "update send_sms.retention set keep_days_at_least = 3");
    expect(await keeping(server.url, "3")).toEqual([]);
    await sql(server.url, "update send_sms.retention set keep_days_at_least = default");
  });

  test("is warned of as at the start where nobody can see what the owner keeps", async () => {
    const found = await keeping(await hookRoleUrl(server.url), "3");
    expect(found).toMatchObject([{ id: "variable_risky" }]);
    expect(found[0]?.en).toContain("is below 7: unless its owner has run, once, update");
    expect(found[0]?.zh).toContain("除非账本所有者已执行过一次 update");
  });
});
