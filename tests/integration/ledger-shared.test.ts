import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_ACCESS_KEY_SECRET } from "../../src/emulator/aliyun/index.ts";
import { randomCode, randomMainland, signupBody } from "../support/hook/bodies.ts";
import { FIRST_SECRET } from "../support/hook/signing.ts";
import { type Fleet, startFleet } from "../support/postgres/fleet.ts";
import { sql, withClient } from "../support/postgres/server.ts";

const PROCESSES = 4;
const LEDGER_KEY = "a ledger key of the tests, long enough";

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({
    processes: PROCESSES,
    env: { SMS_LIMIT_PER_NUMBER: "5/1h", SMS_LEDGER_KEY: LEDGER_KEY, SMS_LIMIT_PER_IP: "100000/1d" },
  });
  // A process that has just begun compiles what it runs, and fifty requests at once would wait for that.
  for (let i = 0; i < 10 * PROCESSES; i++) await hookAt(i).send(signupBody("v2.196.0"));
}, 60_000);
afterAll(() => fleet.close());

const hookAt = (i: number) => {
  const hook = fleet.hooks[i % PROCESSES];
  if (!hook) throw new Error("There is no such process");
  return hook;
};
const deadlocks = async () =>
  Number((await sql(fleet.server.url, "select sum(deadlocks) as n from pg_stat_database"))[0]?.["n"]);

test("200 parallel requests of one number through four processes with 5/1h are five SMS", async () => {
  const phone = randomMainland();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => hookAt(i).send(signupBody("v2.196.0", { phone }))),
  );
  expect(fleet.sent.get(phone)).toBe(5);
  const refused = answers.filter(({ body }) => JSON.stringify(body).includes("sms_rate_limited"));
  expect(refused).toHaveLength(195);
  expect(await deadlocks()).toBe(0);
}, 30_000);

test("a rejection in one process gives its place back to all of them", async () => {
  const phone = randomMainland();
  fleet.aliyun.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH", times: 20 });
  for (let i = 0; i < 20; i++) await hookAt(i).send(signupBody("v2.196.0", { phone }));
  fleet.aliyun.clearFaults();
  for (let i = 0; i < 6; i++) await hookAt(i).send(signupBody("v2.196.0", { phone }));
  expect(fleet.sent.get(phone)).toBe(5);
});

test("what an operator pauses or blocks is closed in every process from the next request on", async () => {
  const answerOf = async (i: number) => JSON.stringify((await hookAt(i).send(signupBody("v2.196.0"))).body);
  await sql(fleet.server.url, "select send_sms.pause('budget of the month is spent')");
  for (let i = 0; i < PROCESSES; i++) expect(await answerOf(i)).toContain("sms_sending_disabled");
  await sql(fleet.server.url, "select send_sms.resume()");
  await sql(fleet.server.url, "select send_sms.block('+8613', interval '1 hour', 'pumped')");
  for (let i = 0; i < PROCESSES; i++) expect(await answerOf(i)).toContain("sms_recipient_not_allowed");
  await sql(fleet.server.url, "select send_sms.unblock('+86 13')");
  expect(await answerOf(0)).toBe("{}");
  const causes = hookAt(0).entries().map(({ cause, control }) => [cause, control]);
  expect(causes).toContainEqual(["paused_by_operator", "budget of the month is spent"]);
  expect(causes).toContainEqual(["blocked_by_operator", "pumped"]);
  // The statement that the line names, as it stands there.
  const refused = hookAt(0).entries().find(({ cause }) => cause === "blocked_by_operator");
  const named = (hint: unknown) => /select send_sms\.unblock\(.*?\);/.exec(String(hint))?.[0] ?? "";
  await sql(fleet.server.url, "select send_sms.block('+8613', interval '1 hour', 'pumped again')");
  expect(await sql(fleet.server.url, named(refused?.["hint"]))).toEqual([{ unblock: "unblocked 8613" }]);
  expect(named(refused?.["hint_zh"])).toBe(named(refused?.["hint"]));
  const [control] = await sql(fleet.server.url, "select made_by, lifted_by from send_sms.controls limit 1");
  expect(control).toEqual({ made_by: "postgres", lifted_by: "postgres" });
});

test("the whole database holds no number, no code, no address and no key", async () => {
  const phone = randomMainland();
  const otp = randomCode();
  const ipAddress = "198.51.100.77";
  const answer = await hookAt(0).send(signupBody("v2.196.0", { phone, otp, ipAddress }));
  expect(answer.body).toEqual({});
  const dump = await withClient(fleet.server.url, async (client) => {
    const { rows: tables } = await client.query(
      "select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace::regnamespace::text " +
        "not in ('pg_catalog', 'information_schema', 'pg_toast')",
    );
    expect(tables.length).toBeGreaterThan(3);
    const parts = [];
    for (const { name } of tables) {
      parts.push(...(await client.query(`select to_json(t)::text as row from ${name} as t`)).rows);
    }
    return parts.map(({ row }) => row).join("\n");
  });
  // Block and mask together leave the last four digits unknown.
  expect(dump).toContain(`"number_mask":"+${phone.slice(0, 9)}****"`);
  const hookSecret = FIRST_SECRET.replace("v1,whsec_", "");
  const secrets = [phone.slice(2), ipAddress, LEDGER_KEY, hookSecret, DEFAULT_ACCESS_KEY_SECRET];
  for (const secret of secrets) expect(dump).not.toContain(secret);
  expect(dump).not.toMatch(new RegExp(`(?<![\\w.:-])${otp}(?![\\w.:-])`));

  // Nor does a copy of its disk: pages, deleted rows and the write-ahead log.
  await sql(fleet.server.url, "checkpoint");
  const [row] = await sql(fleet.server.url, "show data_directory");
  const files = await readdir(String(row?.["data_directory"]), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name)).catch(() => Buffer.alloc(0));
    for (const secret of secrets) expect(bytes.includes(secret), `${secret} in ${file.name}`).toBe(false);
  }
}, 30_000);
