import { afterAll, beforeAll, expect, test } from "vitest";
import { guardedEntry } from "../../src/hook/log/guarded-entry.ts";
import { createLog } from "../../src/hook/log/log.ts";
import { LOG_TABLES, wordsOf } from "../support/alerts/log-tables.ts";
import { grafanaRules, type Rule, slsRules, supabaseRules } from "../support/alerts/rules.ts";
import { randomMainland, signupBody } from "../support/hook/bodies.ts";
import { RECEIPTS_TOKEN } from "../support/hook/pushes.ts";
import { type Fleet, startFleet } from "../support/postgres/fleet.ts";
import { createOwner } from "../support/postgres/owner.ts";
import { withClient } from "../support/postgres/server.ts";

let fleet: Fleet;
let owner: ReturnType<typeof createOwner>;
let readerUrl: string;
beforeAll(async () => {
  fleet = await startFleet({
    processes: 1,
    env: {
      SMS_RECEIPTS_TOKEN: RECEIPTS_TOKEN,
      // Far off, until a scene uses them up.
      SMS_LIMIT_TOTAL: "100000/1d",
      SMS_LIMIT_PER_COUNTRY: "100000/1d",
      SMS_LIMIT_PER_PREFIX: "100000/1d",
    },
  });
  owner = createOwner(fleet.server.url);
  await sql(LOG_TABLES);
  await sql(`create role grafana login; select send_sms.let_read('grafana')`);
  await sql(`select send_sms.set_prices('{"CN": 0.045}', 'CNY')`);
  readerUrl = fleet.server.url.replace("postgres:none@", "grafana:none@");
});
afterAll(async () => {
  await owner.close();
  await fleet.close();
});

const sql = (text: string, values?: unknown[]) => owner.run(text, values);
const RULES = ["misconfigured", "balance", "limit", "spend", "unconfirmed", "guard", "receipts"];
const WHERE = { sls: slsRules(), supabase: supabaseRules(), grafana: grafanaRules() };

/** The real function's log and ledger of `traffic`, and nothing of what was before. */
async function after(traffic: () => Promise<unknown>): Promise<string[]> {
  fleet.aliyun.reset();
  fleet.aliyun.updateSettings({ flowControl: false });
  await sql("truncate send_sms.requests, send_sms.receipts, send_sms.controls, vendor.log, vendor.logs");
  const before = fleet.hooks[0]?.output().length ?? 0;
  sent = 0;
  const more = await traffic();
  const lines = () => (fleet.hooks[0]?.output() ?? "").slice(before).split("\n").filter(Boolean);
  const receipts = (await sql("select * from send_sms.receipts")).length;
  const count = (event: string) => lines().filter((line) => line.includes(`"event":"${event}"`)).length;
  // The log is written behind the answers.
  await expect.poll(() => [count("send_sms"), count("receipt")], { timeout: 10_000 }).toEqual([
    sent,
    receipts,
  ]);
  return [...lines(), ...Array.isArray(more) ? more as string[] : []];
}

let sent = 0;
async function send(count: number): Promise<void> {
  sent += count;
  for (let i = 0; i < count; i++) {
    await fleet.hooks[0]?.send(signupBody("v2.196.0", { phone: randomMainland() }));
  }
}

/** Which rules of a place raise an alarm over these lines and what is in the ledger. */
async function alarms(rules: readonly Rule[], lines: readonly string[]): Promise<string[]> {
  const raised: string[] = [];
  await withClient(rules === WHERE.grafana ? readerUrl : fleet.server.url, async (client) => {
    if (rules !== WHERE.grafana) await client.query("set search_path to vendor, pg_catalog");
    for (const { name, sql: statement, words } of rules) {
      const found = words.length === 0
        ? lines
        : lines.filter((line) => wordsOf(line).some((word) => words.includes(word)));
      await sql("truncate vendor.log, vendor.logs");
      await sql("insert into vendor.log select unnest($1::text[])", [found]);
      await sql(
        "insert into vendor.logs (source, event_message) select 'function_logs', unnest($1::text[])",
        [
          found,
        ],
      );
      const { rows: [row] } = await client.query(statement);
      if (rules === WHERE.grafana) expect(row?.time).toBeInstanceOf(Date);
      if (Number(row?.n) > 0) raised.push(name);
    }
  });
  return raised;
}

/** As if all of it had been half an hour ago. */
const halfAnHourAgo = () =>
  sql("update send_sms.requests set created_at = created_at - interval '30 minutes'");
const pushTo = () =>
  fleet.aliyun.updateReceiptSettings({ url: `${fleet.hooks[0]?.url}/send-sms/receipts/${RECEIPTS_TOKEN}` });
const fault = (code: string) => fleet.aliyun.setFault({ kind: "code", code, action: "SendSms" });
const guardLine = (mode: "on" | "observe"): string => {
  const lines: string[] = [];
  const closed = [{ what: "prefix", reason: "looks pumped", until: new Date().toISOString() }];
  createLog({ now: Date.now, writeLog: (line) => void lines.push(line), secrets: [] })(
    guardedEntry({ mode, closed }),
  );
  return lines.join();
};

/** As if others had asked for all that the limits of this scope allow, while one more user asks. */
async function usedUp(scope: string): Promise<void> {
  const phone = randomMainland();
  const ask = () => fleet.hooks[0]?.send(signupBody("v2.196.0", { phone }));
  sent += 2;
  // Its counters are there from the first one on.
  await ask();
  await sql("update send_sms.counters set count = count + 100000 where scope = $1", [scope]);
  await ask();
  await sql("update send_sms.counters set count = count - 100000 where scope = $1", [scope]);
}

type Scene = [what: string, traffic: () => Promise<unknown>, raised: string[]];
const SCENES: Scene[] = [
  ["an hour that is well", async () => {
    pushTo();
    await send(12);
    await expect.poll(async () => (await sql("select * from send_sms.receipts")).length).toBe(12);
    await halfAnHourAgo();
  }, []],
  ["nothing at all", () => Promise.resolve(), []],
  ["a signature that is not approved", async () => {
    fault("isv.SMS_SIGNATURE_ILLEGAL");
    await send(1);
  }, ["misconfigured"]],
  ["no balance", async () => {
    fault("isv.AMOUNT_NOT_ENOUGH");
    await send(1);
  }, ["misconfigured", "balance"]],
  ["a cap of one's own, without its prefix", async () => {
    fault("DAY_LIMIT_CONTROL");
    await send(1);
  }, ["misconfigured", "balance"]],
  ["a user who asks too often", async () => {
    fault("isv.BUSINESS_LIMIT_CONTROL");
    await send(5);
  }, []],
  ["a user who has used up the limit of one number", () => usedUp("per_number"), []],
  ...["per_prefix", "per_country", "total"].map((scope): Scene => [
    `a limit that many share is used up (${scope})`,
    () => usedUp(scope),
    ["limit"],
  ]),
  ["two sends without an answer", async () => {
    fleet.aliyun.setFault({ kind: "reset", when: "after" });
    await send(2);
  }, []],
  ["three of them", async () => {
    fleet.aliyun.setFault({ kind: "reset", when: "after" });
    await send(3);
  }, ["unconfirmed"]],
  ["an hour of SMS without a receipt", async () => {
    await send(10);
    await halfAnHourAgo();
  }, ["receipts"]],
  ["too few to tell", async () => {
    await send(9);
    await halfAnHourAgo();
  }, []],
  ...(["on", "observe"] as const).map((mode): Scene => [
    `a guard that is ${mode} and found a block`,
    async () => {
      await sql(
        `insert into send_sms.controls (kind, subject, reason, made_by, made_at, until)
          values ($1, '8617000', 'looks pumped', 'guard', send_sms.clock(), send_sms.clock() + interval '1 day')`,
        [mode === "on" ? "blocked" : "observed"],
      );
      return [guardLine(mode)];
    },
    ["guard"],
  ]),
  // The guard's own line leaves it out as well.
  ["a guard that only suspects", () =>
    sql(
      `insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence) values ('blocked',
        '861700001', 'suspected', 'guard', send_sms.clock(), send_sms.clock() + interval '1 day', '{"suspected": true}')`,
    ), []],
];

test.each(Object.entries(WHERE))(
  "the rules for %s are seven, one for each thing that somebody has to know of",
  (_where, rules) => {
    expect(rules.map(({ name }) => name)).toEqual(RULES);
  },
);

test.each(SCENES)(
  "after %s the rules of each place raise the alarms that belong to it, and no other",
  async (_what, traffic, raised) => {
    const lines = await after(traffic);
    const found: Record<string, string[]> = {};
    for (const [where, rules] of Object.entries(WHERE)) found[where] = await alarms(rules, lines);
    expect(found).toEqual({ sls: raised, supabase: raised, grafana: raised });
  },
);

test.each(["sls", "supabase"] as const)("the rules for %s tell a costly day by its SMS", async (where) => {
  pushTo();
  const lines = await after(async () => {
    pushTo();
    await send(1);
    await expect.poll(async () => (await sql("select * from send_sms.receipts")).length).toBe(1);
  });
  expect(lines.filter((line) => line.includes('"accepted"'))).toHaveLength(1);
  const times = (count: number) => Array.from({ length: count }, () => lines).flat();
  expect(await alarms(WHERE[where], times(800))).toEqual([]);
  expect(await alarms(WHERE[where], times(801))).toEqual(["spend"]);
});

test("the rules for grafana tell a costly day by its price, where prices are known", async () => {
  await after(() => send(1));
  const again = (count: number) =>
    sql(
      `insert into send_sms.requests (key, status, outcome, number_hash, number_mask, country, prefix, flow, created_at)
        select 'copy ' || i, status, outcome, number_hash, number_mask, country, prefix, flow, created_at
        from send_sms.requests, generate_series(1, $1) as i where key not like 'copy %'`,
      [count],
    );
  await again(2_200);
  expect(await alarms(WHERE.grafana, [])).toEqual([]);
  await sql("delete from send_sms.requests where key like 'copy %'");
  await again(2_300);
  expect(await alarms(WHERE.grafana, [])).toEqual(["spend"]);
});

test("a line that is no JSON, such as a platform's own, is no alarm and no error", async () => {
  const strange = [
    "sms_misconfigured",
    "FC Invoke Start RequestId: 1-2",
    "{broken",
    "send_sms receipt guard",
  ];
  for (const rules of [WHERE.sls, WHERE.supabase]) {
    await after(() => Promise.resolve());
    expect(await alarms(rules, strange)).toEqual([]);
  }
});
