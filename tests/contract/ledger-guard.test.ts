import { describe, expect, test } from "vitest";
import type { GuardMode } from "../../src/hook/ledger/guard-now-and-then.ts";
import { ADDRESS, createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";

const { run, one, runAsHook, ask, verify, look, pass, now } = createGuardWorld();

/** Twenty numbers of one address in twenty minutes, none of which verifies. */
async function pumpFrom(mode: GuardMode): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await ask(mode);
    await pass(MINUTE);
  }
  await pass(30 * MINUTE);
}

describe("an address whose codes nobody uses", () => {
  test("is closed with evidence and an end, and the next claim obeys", async () => {
    await pumpFrom("on");
    expect(await look("on")).toMatchObject({ mode: "on", closed: [{ what: "ip" }] });
    const [control] = await run("select kind, made_by, subject, until, evidence from send_sms.controls");
    expect(control).toMatchObject({
      kind: "blocked",
      made_by: "guard",
      subject: `ip:${ADDRESS}`,
      until: new Date(now() + 24 * 60 * MINUTE),
      evidence: { numbers: 20, verified: 0, past: { numbers: 0 } },
    });
    expect((await ask("on")).verdict).toMatchObject({ status: "closed", control: "blocked", by: "guard" });
    expect((await ask("on", { ipHash: hex(1) })).verdict.status).toBe("claimed");
  });

  test("is only reported where the guard observes", async () => {
    await pumpFrom("observe");
    expect(await look("observe")).toMatchObject({ mode: "observe", closed: [{ what: "ip" }] });
    const { verdict } = await ask("observe");
    expect(verdict).toMatchObject({ status: "claimed", observed: expect.stringContaining("0 of 20") });
    expect(
      await one("select kind, requests, refused from send_sms.guarded where subject = $1", [`ip:${ADDRESS}`]),
    ).toEqual({
      kind: "observed",
      requests: "1",
      refused: "0",
    });
  });

  test("is passed by a hook that observes, and by one that is off, while another closes it", async () => {
    await pumpFrom("on");
    await look("on");
    expect((await ask("observe")).verdict).toMatchObject({ status: "claimed", observed: expect.any(String) });
    expect((await ask("off")).verdict).toEqual({ status: "claimed" });
  });

  test("is open again once somebody lifts it, and judged by what comes afterwards only", async () => {
    await pumpFrom("on");
    await look("on");
    await run("select send_sms.unblock($1)", [`ip:${ADDRESS}`]);
    await pass(MINUTE);
    expect((await ask("on")).verdict.status).toBe("claimed");
    await pass(2 * MINUTE);
    expect(await look("on")).toMatchObject({ closed: [] });
    await pumpFrom("on");
    expect(await look("on")).toMatchObject({ closed: [{ what: "ip" }] });
    const again = await one(
      "select (evidence ->> 'numbers')::int as numbers from send_sms.guarded where open and subject <> 'ip:*'",
    );
    expect(again?.["numbers"]).toBeLessThanOrEqual(21);
  });

  test("lets those pass who verified before", async () => {
    const { record } = await ask("on");
    await pass(MINUTE);
    await verify(record.userId);
    await look("on");
    await pumpFrom("on");
    await look("on");
    expect((await ask("on")).verdict.status).toBe("closed");
    expect((await ask("on", { numberHash: record.numberHash })).verdict.status).toBe("claimed");
    expect((await ask("on", { flow: "signin" })).verdict.status).toBe("claimed");
  });
});

test("an address whose users verify is never closed", async () => {
  for (let i = 0; i < 20; i++) {
    const { record } = await ask("on");
    await pass(MINUTE);
    if (i % 5 > 0) await verify(record.userId);
    expect(await look("on")).toMatchObject({ closed: [] });
  }
  await pass(30 * MINUTE);
  expect(await look("on")).toMatchObject({ closed: [] });
  expect(await one("select count(*) as n from send_sms.requests where verified_at is not null")).toEqual({
    n: "16",
  });
});

describe("nothing is closed on what cannot be known", () => {
  test.each([
    ["there is no Auth in the database", "drop schema auth cascade", "not in this database"],
    ["a column is missing", "alter table auth.sessions rename created_at to made_at", "cannot be read"],
    ["the users are another project's", "truncate auth.users", "not in this database"],
  ])("where %s", async (_, change, problem) => {
    await pumpFrom("on");
    await run(change);
    expect(await look("on")).toMatchObject({ closed: [], problem: expect.stringContaining(problem) });
    expect(await run("select from send_sms.controls")).toEqual([]);
  });

  test("nor where the ledger's owner has no right on Auth", async () => {
    await run(`create role stranger; grant usage on schema send_sms to stranger;
      grant execute on function send_sms.note_verified(timestamptz, timestamptz) to stranger`);
    const [row] = await run(
      `select looked.* from (select set_config('role', 'stranger', false) as role offset 0) as as_one
      cross join lateral send_sms.note_verified(now(), now() + length(as_one.role) * interval '1 second') as looked`,
    );
    expect(row).toEqual({
      touched: null,
      problem: expect.stringContaining("permission denied for schema auth"),
    });
    await run("drop owned by stranger; drop role stranger");
  });

  test("nor while Auth's tables are locked: the look gives way", async () => {
    await pumpFrom("on");
    const migration = run(
      "begin; lock table auth.sessions in access exclusive mode; select pg_sleep(2); commit",
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await look("on")).toMatchObject({
      closed: [],
      problem: expect.stringContaining("cannot be read"),
    });
    await migration;
  });
});

test("the role of the hook may look, and may not read Auth", async () => {
  expect(await runAsHook("select send_sms.guard('observe') ->> 'ran' as ran")).toEqual([{ ran: "true" }]);
  await expect(runAsHook("select * from auth.users")).rejects.toMatchObject({ code: "42501" });
  await expect(runAsHook("select send_sms.close('CN', 'on', now(), 'closed', '{}')")).rejects.toMatchObject({
    code: "42501",
  });
});

test("it is scheduled where there is pg_cron, and nothing fails where there is none", async () => {
  expect(await one("select send_sms.schedule_guard() as said")).toEqual({ said: "no pg_cron" });
  await run(`create schema cron; create table cron.job (name text, schedule text, command text);
    create function cron.schedule(name text, schedule text, command text) returns bigint language sql
      as 'insert into cron.job values (name, schedule, command) returning 1::bigint'`);
  expect(await one("select send_sms.schedule_guard() as said")).toEqual({ said: "ok" });
  expect(await run("select schedule, command from cron.job")).toEqual([
    { schedule: "* * * * *", command: "call send_sms.look()" },
  ]);
  await run("drop schema cron cascade");
});

test("without a mode it does as the hooks of the last hour asked", async () => {
  expect(await one("select send_sms.guard() ->> 'mode' as mode")).toEqual({ mode: "off" });
  await look("observe");
  expect(await one("select send_sms.guard() ->> 'mode' as mode")).toEqual({ mode: "observe" });
  await look("on");
  await look("observe");
  expect(await one("select send_sms.guard() ->> 'mode' as mode")).toEqual({ mode: "on" });
  await pass(61 * MINUTE);
  expect(await one("select send_sms.guard() ->> 'mode' as mode")).toEqual({ mode: "off" });
});
