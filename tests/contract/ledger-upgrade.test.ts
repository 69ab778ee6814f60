import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCHEMA_VERSION } from "../../src/hook/ledger/postgres-start.ts";
import { type PostgresServer } from "../../src/local-world/postgres-server.ts";
import { migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";

const FOLDER = new URL("../../supabase/migrations/", import.meta.url);
const [FIRST = "", SECOND = ""] = readdirSync(FOLDER).sort().map((name) =>
  readFileSync(new URL(name, FOLDER), "utf8")
);

let server: PostgresServer;
beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server.remove());

const run = (text: string, values?: unknown[]) => sql(server.url, text, values);
const RULES = JSON.stringify([{ scope: "total", subject: "", seconds: 86_400, max: 2, rule: "total 2/1d" }]);
const DETAILS = JSON.stringify({
  number_hash: "h",
  number_mask: "+861380013****",
  country: "CN",
  prefix: "861380013",
  flow: "signup",
});
const SETTLED = JSON.stringify({
  outcome: { status: "accepted", receiptId: "1^0" },
  givesBack: false,
  route: { api: "dysmsapi", sign: "s", template: "SMS_1" },
  sendMs: 12,
});

async function send(key: string): Promise<unknown> {
  const [row] = await run("select send_sms.claim($1, $2, $3) ->> 'status' as status", [key, RULES, DETAILS]);
  if (row?.["status"] === "claimed") await run("select send_sms.settle($1, $2)", [key, SETTLED]);
  return row?.["status"];
}

const KEPT = `select key, status, outcome, number_mask, api, send_ms, created_at, settled_at
  from send_sms.requests where key in ('one', 'two') order by key`;

test("a ledger that has come to an earlier migration comes to the newest with all it holds", async () => {
  await run(FIRST);
  expect(await send("one")).toBe("claimed");
  await run(`select send_sms.block('VN', null, 'no users there');
    select send_sms.receive('[{"outId": "one", "delivered": true, "reportedAt": "2026-01-02T00:00:00Z"}]');
    select send_sms.receive('[{"bizId": "1^0", "delivered": false, "reportedAt": "2026-01-01T00:00:00Z"}]')`);

  await run(SECOND);
  expect(await send("two")).toBe("claimed");
  const before = await run(KEPT);

  await migrate(server.url);
  expect(await run("select send_sms.version() as version")).toEqual([{ version: SCHEMA_VERSION }]);
  expect(await run(KEPT)).toEqual(before);
  expect(await run("select key, delivered from send_sms.traced order by key")).toEqual([
    { key: "one", delivered: true },
    { key: "two", delivered: false },
  ]);
  expect(await run("select kind, subject from send_sms.open_controls")).toEqual([
    { kind: "blocked", subject: "VN" },
  ]);
  // The window that was counted in before and after the second is full, and what was sent is not sent again.
  expect(await send("three")).toBe("limited");
  expect(await send("one")).toBe("duplicate");
});

/** As a ledger that was made from these files before they came to what they say. */
async function makeOlder(): Promise<void> {
  await run(
    `alter table send_sms.guard_state drop column noted_at, drop column crowds, drop column blocks_credit;
    drop index send_sms.requests_sent;
    drop function send_sms.lift_proven(send_sms.guard_state, timestamptz);
    drop function send_sms.learn_usual(timestamptz);
    create function send_sms.learn_usual(at timestamptz, out rate double precision, out codes double precision)
      language sql as 'select 0.5, 1.0';
    create or replace function send_sms.outcome_of(key text) returns jsonb language sql as 'select null::jsonb';
    create or replace function send_sms.version() returns integer language sql as 'select ${
      SCHEMA_VERSION - 1
    }'`,
  );
}

test("a ledger that was made from an earlier state of its files comes to what they say now", async () => {
  await migrate(server.url);
  await run("select send_sms.unblock('VN'); delete from send_sms.counters");
  await send("before");
  await makeOlder();
  expect(await migrate(server.url)).toMatchObject({ from: SCHEMA_VERSION - 1, to: SCHEMA_VERSION });
  const [row] = await run(
    "select send_sms.outcome_of('before') ->> 'status' as kept, send_sms.guard('on') as looked",
  );
  expect(row).toMatchObject({ kept: "accepted", looked: { problem: expect.stringContaining("auth") } });
});

test("a release that waited for a later one's migration leaves what that one has made", async () => {
  await migrate(server.url);
  await withClient(server.url, async (later) => {
    await later.query("begin");
    await later.query("select pg_advisory_xact_lock(hashtextextended('send_sms migrate', 0))");
    await later.query(`create or replace function send_sms.version() returns integer language sql
      as 'select ${SCHEMA_VERSION + 1}'`);
    const waiting = migrate(server.url);
    await sleep(500);
    await later.query("commit");
    expect(await waiting).toMatchObject({ from: SCHEMA_VERSION + 1, to: SCHEMA_VERSION + 1 });
  });
});

test("a ledger of a later release is left as it is", async () => {
  await migrate(server.url);
  await run(
    `create or replace function send_sms.outcome_of(key text) returns jsonb language sql as 'select ''"later"''::jsonb';
    create or replace function send_sms.version() returns integer language sql as 'select ${
      SCHEMA_VERSION + 1
    }'`,
  );
  expect(await migrate(server.url)).toMatchObject({ from: SCHEMA_VERSION + 1, to: SCHEMA_VERSION + 1 });
  expect(await run("select send_sms.outcome_of('before') as kept")).toEqual([{ kept: "later" }]);
});
