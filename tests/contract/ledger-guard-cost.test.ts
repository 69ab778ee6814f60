import { expect, test } from "vitest";
import { ADDRESS, createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";
import { putMany } from "../support/postgres/put-many.ts";

const { run, one, ask, verify, look, pass } = createGuardWorld();

const BLOCK = "861650001";
/** The session's own count of rows, of which the server may not yet have taken what the statements before have read. */
const READ_SO_FAR = `(select coalesce(s.seq_tup_read, 0) + coalesce(s.idx_tup_fetch, 0)
  from pg_stat_xact_user_tables as s where s.relid = 'send_sms.requests'::regclass)`;

test("a rush is told without the thousands that were refused there or sent elsewhere", async () => {
  await putMany(run, 5_000, {
    at: "i / 1000.0",
    status: "'closed'",
    prefix: `'${BLOCK}'`,
    ip: `'${ADDRESS}'`,
    net: "'1234'",
  });
  await putMany(run, 5_000, { at: "i / 1000.0", used: "i / 2000.0", prefix: "'86137' || 1000 + i % 900" });
  await putMany(run, 5, { at: "i / 10.0", prefix: `'${BLOCK}'` });
  await run("analyze send_sms.requests");
  await run(`create function rows_read(out rushes boolean, out read bigint) language plpgsql as $$ begin
    read := ${READ_SO_FAR};
    rushes := send_sms.rushes(jsonb_populate_record(null::send_sms.requests, jsonb_build_object('number_hash', 'none',
      'created_at', send_sms.clock(), 'ip_hash', '${ADDRESS}', 'net_hash', '1234', 'prefix', '${BLOCK}')));
    read := ${READ_SO_FAR} - read;
    end $$`);
  const told = await one("select rushes, read::int from rows_read()");
  expect(told).toMatchObject({ rushes: false });
  expect(told?.["read"]).toBeLessThan(100);
  await run("drop function rows_read");
});

test("where a block is closed a rush is not even asked for", async () => {
  await run("select send_sms.close($1, 'on', send_sms.clock(), 'closed', '{\"usualRate\": 0.8}')", [BLOCK]);
  await run("select send_sms.hold_rushes('on', send_sms.clock(), 0.9)");
  await putMany(run, 12, { at: "i / 10.0", prefix: `'${BLOCK}'`, ip: `'${ADDRESS}'` });
  const { verdict } = await ask("on", { prefix: BLOCK });
  expect(verdict).toMatchObject({ status: "closed", reason: expect.stringContaining("looks pumped") });
});

test("a look asks once whether codes arrive, for all carriers together", async () => {
  await run(`create table asked_for (carriers text[]);
    alter function send_sms.codes_get_lost rename to codes_do_get_lost;
    create function send_sms.codes_get_lost(at timestamptz, crowds text[], carriers text[] default null) returns setof text
      language sql as 'insert into public.asked_for values (carriers); select null where false'`);
  const blocks = ["861650001", "861650002", "861660001", "861670001"];
  for (const block of blocks) {
    await putMany(run, 40, { at: "30 + i / 10.0", prefix: `'${block}'`, ip: "md5(n || '/' || i)" });
  }
  for (const [i, block] of blocks.entries()) await ask("on", { prefix: block, ipHash: hex(i) });
  await pass(30 * MINUTE);
  await look("on");
  expect(await run("select carriers from asked_for order by 1")).toEqual([
    { carriers: ["86165", "86166", "86167"] },
    { carriers: null },
  ]);
  await run(`drop table asked_for; drop function send_sms.codes_get_lost;
    alter function send_sms.codes_do_get_lost rename to codes_get_lost`);
});

test("and reads each code of known numbers once, however many carriers there are", async () => {
  await putMany(run, 3_000, {
    flow: "'signin'",
    at: "10 + i / 100.0",
    used: "9 + i / 100.0",
    prefix: "'86' || 13000 + i % 100 || '0001'",
  });
  await run("analyze send_sms.requests");
  await run(`create function codes_read() returns bigint language plpgsql as $$
    declare before constant bigint := ${READ_SO_FAR};
    begin
      perform send_sms.codes_get_lost(send_sms.clock(), '{}',
        array(select '86' || 13000 + i from generate_series(0, 99) as i));
      return ${READ_SO_FAR} - before;
    end $$`);
  const read = await one("select codes_read()::int as read");
  expect(read?.["read"]).toBeGreaterThan(2_000);
  expect(read?.["read"]).toBeLessThan(6_000);
  await run("drop function codes_read");
});

test("a code whose row a receipt is being noted in is left to the next look, and nothing else is", async () => {
  const asked = [await ask("on"), await ask("on")];
  for (const { record } of asked) await verify(record.userId);
  const held = run(`begin;
    update send_sms.requests set delivered = true where number_hash = '${asked[0]?.record.numberHash}';
    select pg_sleep(2); commit`);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const used = async () => (await one("select count(verified_at)::int as n from send_sms.requests"))?.["n"];
  expect(await look("on")).not.toHaveProperty("problem");
  expect(await used()).toBe(1);
  await held;
  await pass(MINUTE);
  await look("on");
  expect(await used()).toBe(2);
});
