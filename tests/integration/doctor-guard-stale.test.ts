import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { createDoctorWorld } from "../support/doctor/seeds.ts";
import { AUTHS_TABLES } from "../support/doctor/auths-tables.ts";
import { hookRoleUrl, migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";

const world = createDoctorWorld();
let server: PostgresServer;
let url: string;
beforeAll(async () => {
  // A command's connections end with it, and here many run in one process.
  server = await startTestPostgres({ max_connections: "120" });
  await migrate(server.url);
  await sql(server.url, AUTHS_TABLES);
  url = await hookRoleUrl(server.url);
}, 60_000);
afterAll(() => server.remove());
beforeEach(() => sql(server.url, "truncate send_sms.requests"));

async function guard(mode = "on", ownersUrl: string | undefined = server.url) {
  const { findings } = await world().examine({
    env: { SMS_LEDGER: "postgres", SMS_LEDGER_DATABASE_URL: url, SMS_GUARD: mode },
    options: () => ({ processEnv: { SMS_LEDGER_DATABASE_URL: ownersUrl } }),
  });
  return findings.filter(({ id }) => id.startsWith("guard_"));
}
const idsOf = async (...given: Parameters<typeof guard>) => (await guard(...given)).map(({ id }) => id);

const judged = (ago: string) =>
  sql(server.url, "update send_sms.guard_state set ran_at = now() - $1::interval", [ago]);
const requested = (...ago: string[]) =>
  sql(
    server.url,
    `insert into send_sms.requests (key, status, number_hash, number_mask, prefix, flow, created_at)
      select 'key ' || ago, 'accepted', ago, '+861380013****', '861380013', 'signup', now() - ago::interval
      from unnest($1::text[]) as ago`,
    [ago],
  );

describe("a guard", () => {
  test("whose last look is long before the newest requests is named, with how long and how many", async () => {
    await judged("3 days");
    await requested("20 minutes", "2 hours", "2 days");
    const found = await guard();
    expect(found).toMatchObject([{ id: "guard_stale", level: "warn", subject: "SMS_GUARD" }]);
    expect(found[0]?.en).toBe(
      "SMS_GUARD is on, but the guard judged last 72 hours ago: nobody has judged 2 requests of the last day",
    );
    expect(found[0]?.zh).toContain("上次判定在 72 小时前：最近一天有 2 个请求无人判定");
    expect(await idsOf("observe")).toEqual(["guard_stale"]);
  });

  test("that has never looked is named so", async () => {
    await sql(server.url, "update send_sms.guard_state set ran_at = '-infinity'");
    await requested("20 minutes");
    const [found] = await guard("observe");
    expect(found?.en).toContain("SMS_GUARD is observe, but the guard has never judged: nobody has judged 1");
  });

  test.each<[string, string, string[]]>([
    ["has looked since", "1 minute", ["20 minutes", "2 hours"]],
    ["looked at most half an hour before the newest", "49 minutes", ["20 minutes"]],
    ["is asked by the first request for long, and may be about to look", "3 days", ["1 minute"]],
    ["has had nothing to look at for a day", "3 days", ["25 hours"]],
    ["has had nothing to look at", "3 days", []],
  ])("that %s is no alarm", async (_what, ago, requests) => {
    await judged(ago);
    await requested(...requests);
    expect(await idsOf()).toEqual(["guard_on"]);
  });

  test("that has had nothing but refusals of others to look at, such as in a pause, is no alarm", async () => {
    await judged("3 days");
    await requested("20 minutes", "2 hours");
    await sql(server.url, "update send_sms.requests set status = 'closed'");
    expect(await idsOf()).toEqual(["guard_on"]);
  });

  test("that is off, or that nobody may look at, is none either", async () => {
    await judged("3 days");
    await requested("20 minutes");
    expect(await idsOf("off")).toEqual(["guard_off"]);
    expect(await idsOf("on", "")).toEqual(["guard_on"]);
  });

  test("that a transaction of the function's role holds up works again by what the remedy says", async () => {
    await judged("3 days");
    await requested("20 minutes");
    await withClient(url, async (client) => {
      await client.query("begin");
      await client.query("select send_sms.guard('off')");
      await sql(server.url, "select send_sms.guard('on')");
      const [found] = await guard();
      expect(found?.id).toBe("guard_stale");
      const statements = /select pid[^;]+;|call [^;]+;/g;
      const [whose = "", look = ""] = found?.remedy.en.match(statements) ?? [];
      expect(found?.remedy.zh.match(statements)).toEqual([whose, look]);
      const [holder] = await sql(server.url, whose);
      expect(holder).toMatchObject({ usename: "send_sms_hook" });
      const ended = new Promise((resolve) => client.once("end", resolve));
      await sql(server.url, "select pg_terminate_backend($1)", [holder?.["pid"]]);
      await ended;
      await sql(server.url, look);
    });
    expect(await idsOf()).toEqual(["guard_on"]);
  });
});
