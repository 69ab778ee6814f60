import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PostgresServer } from "../../src/local-world/postgres-server.ts";
import { migrate, sql, startTestPostgres, withClient } from "../support/postgres/server.ts";

/** Windows and requests that a busy day leaves, before the server has looked at them for the first time. */
const MANY = 3_000;
/** A session keeps its plans from the sixth time on (PostgreSQL manual, "PREPARE"). */
const TIMES = 8;

let server: PostgresServer;
beforeAll(async () => {
  server = await startTestPostgres({ autovacuum: "off" });
  await migrate(server.url);
  await sql(
    server.url,
    `insert into send_sms.counters (scope, subject, seconds, closes_at, count)
      select 'per_number', n::text, 60, send_sms.clock() + interval '1 day', 1 from generate_series(1, ${MANY}) as n`,
  );
  await sql(
    server.url,
    `insert into send_sms.requests (key, status, number_hash, number_mask, country, prefix, flow, created_at, outcome)
      select n::text, 'accepted', n::text, '+86138****', 'CN', '861380013', 'signup', send_sms.clock(),
        jsonb_build_object('receiptId', n::text) from generate_series(1, ${MANY}) as n`,
  );
});
afterAll(() => server.remove());

const rulesOf = (n: number) =>
  JSON.stringify(["per_number", "per_ip", "per_country", "total"].map((scope) => ({
    scope,
    subject: scope.startsWith("per_number") ? `new ${n}` : "all",
    seconds: 60,
    max: 1_000_000,
    rule: `${scope} 1000000/1m`,
  })));
const DETAILS = JSON.stringify({
  number_hash: "h",
  number_mask: "+861380013****",
  country: "CN",
  prefix: "861380013",
  flow: "signup",
});

/** Rows of the ledger's tables that this session has read. */
async function readSoFar(client: Client): Promise<number> {
  const { rows: [row] } = await client.query(
    `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables
      where schemaname = 'send_sms' and relname in ('counters', 'requests', 'receipts')`,
  );
  return row?.n;
}

async function readBy(client: Client, call: string, values: unknown[]): Promise<number> {
  await client.query("begin");
  const before = await readSoFar(client);
  await client.query(call, values);
  const after = await readSoFar(client);
  await client.query("commit");
  return after - before;
}

const CALLS: [what: string, call: string, values: (n: number) => unknown[]][] = [
  ["a claim", "select send_sms.claim($1, $2, $3)", (n) => [`key ${n}`, rulesOf(n), DETAILS]],
  ["a settlement", "select send_sms.settle($1, $2)", (n) => [
    `key ${n}`,
    JSON.stringify({ outcome: { status: "accepted", receiptId: `receipt ${n}` }, givesBack: false }),
  ]],
  ["a claim of another", "select send_sms.claim($1, $2, $3)", (n) => [`other ${n}`, rulesOf(n), DETAILS]],
  ["a settlement that gives back", "select send_sms.settle($1, $2)", (n) => [
    `other ${n}`,
    JSON.stringify({ outcome: { status: "rejected" }, givesBack: true }),
  ]],
  ["a copy's question", "select send_sms.outcome_of($1)", (n) => [`key ${n}`]],
  ["a receipt", "select send_sms.receive($1)", (n) => [
    JSON.stringify([{ bizId: `receipt ${n}`, delivered: true, reportedAt: new Date().toISOString() }]),
  ]],
];

test.each(CALLS)("%s reads its own rows and not the day's", async (_, call, values) => {
  await withClient(server.url, async (client) => {
    const read = [];
    for (let n = 0; n < TIMES; n++) read.push(await readBy(client, call, values(n)));
    expect(Math.max(...read), "told at all").toBeGreaterThan(0);
    expect(Math.max(...read)).toBeLessThan(30);
  });
});
