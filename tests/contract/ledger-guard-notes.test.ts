import { beforeEach, describe, expect, test } from "vitest";
import { readText } from "../support/hook/sources.ts";
import { createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";
import { putMany } from "../support/postgres/put-many.ts";

const { run, one, runAsHook, onOneConnection, ask, verify, look, pass } = createGuardWorld();

const BLOCK = "861650001";
const used = async () => (await one("select count(verified_at)::int as n from send_sms.requests"))?.["n"];

describe("codes are noted and traffic is judged in transactions of their own", () => {
  beforeEach(() =>
    run(
      `drop schema if exists cron cascade; create schema cron; create table cron.job (name text, command text);
      create function cron.schedule(name text, schedule text, command text) returns bigint language sql
        as 'insert into cron.job values (name, command) returning 1::bigint'`,
    )
  );

  test("by pg_cron: a receipt for a code that was just used waits for no judgement", async () => {
    await run("select send_sms.schedule_guard()");
    const commands = await run("select command from cron.job");
    const { record } = await ask("on");
    await look("on");
    await pass(MINUTE);
    await verify(record.userId);
    await run(`alter function send_sms.pumped_share rename to real_share;
      create function send_sms.pumped_share(at timestamptz, rate double precision, curve double precision[])
        returns double precision language sql as 'select pg_sleep(2); select 0.0::double precision'`);
    const judging = Promise.all(commands.map(({ command }) => run(String(command))));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await used()).toBe(1);
    await run("set lock_timeout = '400ms'; update send_sms.requests set delivered = true");
    await judging;
    await run(
      `drop function send_sms.pumped_share; alter function send_sms.real_share rename to pumped_share`,
    );
    expect(await one("select ran_at = send_sms.clock() as judged from send_sms.guard_state"))
      .toEqual({ judged: true });
  });

  test("and the owner sees when it judged, as what, and what keeps it from closing anything", async () => {
    await run("drop table auth.sessions");
    await look("observe");
    expect(
      await run("select judged_at = send_sms.clock() as just_now, mode, problem from send_sms.guard_looked"),
    )
      .toEqual([{ just_now: true, mode: "observe", problem: expect.stringContaining("auth.sessions") }]);
  });

  test("by a hook: its second call notes nothing, though it waited ten seconds for its turn", async () => {
    const { record } = await ask("on");
    await look("off");
    await pass(MINUTE / 6);
    await verify(record.userId);
    await look("on");
    expect(await used()).toBe(0);
    await pass(MINUTE / 6);
    await look("on");
    expect(await used()).toBe(1);
  });
});

test("a hook whose turn another session has hears when the last look was, and the docs say which session", async () => {
  await onOneConnection(async (holder) => {
    const answer = async () => (await runAsHook("select send_sms.guard('on') as answer"))[0]?.["answer"];
    await holder.query("begin; select from send_sms.guard_state for update");
    expect(await answer()).toEqual({ ran: false, lookedMsAgo: null });
    await holder.query("rollback");
    expect(await answer()).toMatchObject({ ran: true });
    await pass(45 * MINUTE);
    await holder.query("begin");
    const { rows: [own] } = await holder.query(
      "select pg_backend_pid() as pid from send_sms.guard_state for update",
    );
    expect(await answer()).toEqual({ ran: false, lookedMsAgo: 45 * MINUTE });
    for (const page of ["docs/spend.md", "docs/spend.zh-CN.md"]) {
      const which = /^select .*pg_locks.*$/m.exec(readText(page))?.[0] ?? "";
      expect((await run(which)).map(({ pid }) => pid)).toEqual([own.pid]);
    }
    await holder.query("rollback");
  });
});

describe("what was used while nothing is judged", () => {
  /** Twenty people whose codes come late, of a block that is closed by then. */
  async function closedTooSoon() {
    const people = [];
    for (let i = 0; i < 20; i++) people.push((await ask("on", { ipHash: hex(i), prefix: BLOCK })).record);
    await run("select send_sms.close($1, 'on', send_sms.clock(), 'closed', '{\"usualRate\": 0.8}')", [BLOCK]);
    await pass(5 * MINUTE);
    for (const { userId } of people) await verify(userId);
  }
  const reopened = async () =>
    (await one("select lifted_by from send_sms.controls where subject = $1", [BLOCK]))?.["lifted_by"];

  test("reopens a block once it is, with the guard off meanwhile", async () => {
    await closedTooSoon();
    await look("off");
    expect(await one("select send_sms.guard() ->> 'mode' as mode")).toEqual({ mode: "off" });
    await pass(MINUTE);
    await look("on");
    expect(await reopened()).toBe("guard");
  });

  test("reopens a block once codes arrive again", async () => {
    const known = {
      flow: "'signin'",
      number: "'known ' || i",
      prefix: "'86137' || 1000 + i",
      net: "md5(i::text)",
    };
    await putMany(run, 40, { ...known, at: "2880 + i", used: "2879 + i" });
    await putMany(run, 40, { ...known, at: "10 + i / 10.0" });
    await closedTooSoon();
    expect(await look("on")).toMatchObject({ lifted: 0, problem: expect.stringContaining("may not arrive") });
    expect(await reopened()).toBeNull();
    await run("update send_sms.requests set verified_at = send_sms.clock() where flow = 'signin'");
    await pass(MINUTE);
    expect(await look("on")).not.toHaveProperty("problem");
    expect(await reopened()).toBe("guard");
  });

  test("is kept in mind for what is closed, and for nothing else", async () => {
    const { record } = await ask("on", { prefix: "861650002" });
    await verify(record.userId);
    await closedTooSoon();
    await look("off");
    await look("off");
    expect(await one("select touched from send_sms.guard_state")).toEqual({ touched: [BLOCK] });
  });
});

test("what could not be read at the full hour is looked for again, however old", async () => {
  const { record } = await ask("on");
  await look("on");
  await pass(119 * MINUTE);
  await look("on");
  await verify(record.userId);
  await run("alter table auth.sessions rename created_at to made_at");
  await pass(2 * MINUTE);
  expect(await look("on")).toMatchObject({ problem: expect.stringContaining("cannot be read") });
  await run("alter table auth.sessions rename made_at to created_at");
  await pass(MINUTE);
  expect(await look("on")).not.toHaveProperty("problem");
  expect(await used()).toBe(1);
});

test("an attack does not make itself usual, for a day; whose address is nobody's is learnt all the same", async () => {
  const state = () => one("select usual_rate as rate, crowds from send_sms.guard_state");
  /** Each from an address and a block of its own, so that nothing is closed. */
  const apart = { ip: "md5('address ' || n || i)", prefix: "'8613' || n || i" };
  await putMany(run, 1_000, { at: "60 + i * 0.6", used: "59 + i * 0.6", ...apart });
  await look("on");
  const before = await state();
  await pass(60 * MINUTE);
  await putMany(run, 900, { at: "4 + i / 18.0", ...apart });
  await putMany(run, 300, { at: "30 + i / 10.0", used: "29", ip: "md5('a proxy')", prefix: "'8615' || i" });
  await look("on");
  expect(await state()).toEqual({ rate: before?.["rate"], crowds: [expect.stringMatching(/^ip:/)] });
  await pass(24 * 60 * MINUTE);
  await look("on");
  expect((await state())?.["rate"]).toBeLessThan(Number(before?.["rate"]) - 0.1);
});
