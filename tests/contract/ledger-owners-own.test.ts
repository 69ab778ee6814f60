import { beforeEach, describe, expect, test } from "vitest";
import { createSchemaWorld } from "../support/postgres/schema.ts";

const { run, one, migrateAgain, readerUrl } = createSchemaWorld();

describe("applied again the files leave what the owner has set", () => {
  beforeEach(() => run("drop schema if exists cron cascade; drop view if exists send_sms.mine"));

  test("how long is kept, what a reader may read, and a view of their own", async () => {
    await readerUrl("powerbi");
    await run("update send_sms.retention set keep_days_at_least = 3");
    await run(`create view send_sms.mine as select count(*) as n from send_sms.requests;
      grant select on send_sms.mine to powerbi`);
    const settings = () =>
      run(`select c.relname, c.reloptions, has_table_privilege('powerbi', c.oid, 'select') as readable,
          (select keep_days_at_least from send_sms.retention) as days
        from pg_class as c where c.relnamespace = 'send_sms'::regnamespace and c.relkind in ('r', 'v')
        order by c.relname`);
    const before = await settings();
    expect(before).toContainEqual({ relname: "mine", reloptions: null, readable: true, days: 3 });
    await migrateAgain();
    expect(await settings()).toEqual(before);
    await run("update send_sms.retention set keep_days_at_least = 7");
    // Every other view asks for the rights of its reader, where a view can.
    expect(
      await one(
        `select coalesce(bool_and(coalesce('security_invoker=true' = any (reloptions), false)), true) as asks
        from pg_class where relnamespace = 'send_sms'::regnamespace and relkind = 'v' and relname <> 'mine'
        and current_setting('server_version_num')::int >= 150000`,
      ),
    ).toEqual({ asks: true });
  });

  test("a job of pg_cron that they have unscheduled is not scheduled anew", async () => {
    await run(`create schema cron; create table cron.job (name text);
      create function cron.schedule(name text, schedule text, command text) returns bigint language sql
        as 'insert into cron.job values (name) returning 1::bigint'`);
    const scheduled = async () => (await one("select count(*)::int as n from cron.job"))?.["n"];
    await run("update send_sms.guard_state set ran_at = '-infinity'");
    await migrateAgain();
    expect(await scheduled()).toBe(1);
    await run("delete from cron.job");
    await run("select send_sms.guard()");
    await migrateAgain();
    expect(await scheduled()).toBe(0);
  });

  describe("a job of pg_cron that an earlier state has made", () => {
    const OLD = "select send_sms.guard()";
    const OURS = { jobname: "send_sms guard", schedule: "*/5 * * * *", command: OLD, username: "postgres" };
    const NEW = "call send_sms.look()";
    /** As pg_cron 1.6: `schedule` writes over the job of that name and login. */
    const cron = (...jobs: object[]) =>
      run(
        `create schema cron;
        create table cron.job (jobname text, schedule text, command text, username text, database text,
          unique (jobname, username));
        create function cron.schedule(name text, schedule text, command text) returns bigint language sql as
          'insert into cron.job values (name, schedule, command, current_user, current_database())
            on conflict (jobname, username) do update set schedule = excluded.schedule, command = excluded.command
            returning 1::bigint';
        insert into cron.job select j.* from json_populate_recordset(null::cron.job, '${
          JSON.stringify(jobs)
        }') as j`,
      );

    test("calls what is called now, when its owner has said", async () => {
      await cron({ ...OURS, database: "postgres" });
      await migrateAgain();
      expect(await run("select schedule, command from cron.job")).toEqual([
        { schedule: OURS.schedule, command: NEW },
      ]);
    });

    test.each([
      ["another command", { command: "select send_sms.guard(null)" }],
      ["another name", { jobname: "mine" }],
      ["another login", { username: "somebody" }],
      ["another database", { database: "elsewhere" }],
    ])("stays as it is with %s", async (_, changed) => {
      const job = { ...OURS, database: "postgres", ...changed };
      await cron(job);
      await migrateAgain();
      expect(await run("select * from cron.job")).toEqual([job]);
    });

    test("ends no migration where it may not be looked at", async () => {
      await cron();
      await run("alter table cron.job rename to tasks");
      await migrateAgain();
    });
  });

  test("a view that asks a function of the guard, which stays the one it was", async () => {
    const functions = () =>
      run(
        "select oid, oid::regprocedure from pg_proc where pronamespace = 'send_sms'::regnamespace order by 1",
      );
    const before = await functions();
    await run("create view send_sms.mine as select rate from send_sms.learn_usual(send_sms.clock())");
    await migrateAgain();
    expect(await functions()).toEqual(before);
    expect(await run("select from send_sms.mine")).toHaveLength(1);
  });

  test("a function of their own that has a name of ours, which the hook may not call", async () => {
    await run(`create function send_sms.claim(key text) returns text language sql as 'select key';
      select send_sms.grant_rights()`);
    const may = (name: string) =>
      one("select has_function_privilege('send_sms_hook', $1, 'execute') as may", [`send_sms.${name}`]);
    expect(await may("claim(text)")).toEqual({ may: false });
    expect(await may("claim(text, jsonb, jsonb)")).toEqual({ may: true });
    await run("drop function send_sms.claim(text)");
  });
});
