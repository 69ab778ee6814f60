import { expect, test } from "vitest";
import { ADDRESS, createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";
import { putMany } from "../support/postgres/put-many.ts";

const { run, one, ask, verify, look, pass } = createGuardWorld();

const BLOCK = "861650001";

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
    rushes := send_sms.rushes(jsonb_populate_record(null::send_sms.requests, jsonb_build_object('number_hash', 'none',
      'created_at', send_sms.clock(), 'ip_hash', '${ADDRESS}', 'net_hash', '1234', 'prefix', '${BLOCK}')));
    read := (select coalesce(s.seq_tup_read, 0) + coalesce(s.idx_tup_fetch, 0) from pg_stat_xact_user_tables as s
      where s.relid = 'send_sms.requests'::regclass);
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

test("a look asks once for each carrier whether its codes arrive", async () => {
  await run(`create table asked_for (carrier text);
    alter function send_sms.codes_get_lost rename to codes_do_get_lost;
    create function send_sms.codes_get_lost(at timestamptz, carrier text default '') returns boolean
      language sql as 'insert into public.asked_for values (carrier); select false'`);
  for (let n = 0; n < 4; n++) {
    await putMany(run, 40, { at: "30 + i / 10.0", prefix: `'86165000${n}'`, ip: "md5(n || '/' || i)" });
  }
  for (let i = 0; i < 4; i++) await ask("on", { prefix: `86165000${i}`, ipHash: hex(i) });
  await pass(30 * MINUTE);
  await look("on");
  expect(await run("select carrier, count(*)::int as times from asked_for group by 1 order by 1")).toEqual([
    { carrier: "", times: 1 },
    { carrier: "86165", times: 1 },
  ]);
  await run(`drop table asked_for; drop function send_sms.codes_get_lost;
    alter function send_sms.codes_do_get_lost rename to codes_get_lost`);
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
