import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { SCHEMA_VERSION } from "../../src/hook/ledger/postgres-start.ts";
import { readText } from "../support/hook/sources.ts";
import { putRequests } from "../support/postgres/put-requests.ts";
import { createSchemaWorld } from "../support/postgres/schema.ts";
import { sql, withClient } from "../support/postgres/server.ts";

const { run, one, runAsHook, onOneConnection, readerUrl, claim } = createSchemaWorld();
const details = {
  number_hash: "h",
  number_mask: "+861380013****",
  prefix: "861380013",
  flow: "signin",
  attempt: "given up",
};

describe("a role that may read", () => {
  test("sees what the owner sees, and may do nothing", async () => {
    const url = await readerUrl("grafana");
    await putRequests(run, { key: "a" }, { key: "b", status: "limited", rule: "per_number 5/1h" });
    await run("select send_sms.block('VN', null, 'no users there')");
    expect(await sql(url, "select count(*) as n from send_sms.recent")).toEqual([{ n: "2" }]);
    expect(await sql(url, "select count(*) as n from send_sms.by_reason")).toEqual([{ n: "1" }]);
    expect(await sql(url, "select count(*) as n from send_sms.open_controls")).toEqual([{ n: "1" }]);
    expect(await sql(url, "select judged_at, mode, problem from send_sms.guard_looked")).toEqual([
      { judged_at: null, mode: "off", problem: null },
    ]);
    for (
      const statement of [
        "select send_sms.unblock('VN')",
        "delete from send_sms.requests",
        "select send_sms.set_prices('{}', 'CNY')",
        "select * from send_sms.counters",
      ]
    ) {
      await expect(sql(url, statement)).rejects.toMatchObject({ code: "42501" });
    }
  });

  test.each(["reader", "Odd Reader", `reader_${"x".repeat(50)}`])(
    "is let in, and let in again, without a word but ok: %s",
    async (role) => {
      await run(`create role "${role}" login`);
      await onOneConnection(async (owner) => {
        const notices: (string | undefined)[] = [];
        owner.on("notice", ({ message }) => void notices.push(message));
        for (let nth = 0; nth < 2; nth++) {
          const { rows } = await owner.query("select send_sms.let_read($1) as said", [role]);
          expect(rows).toEqual([{ said: "ok" }]);
        }
        expect(notices).toEqual([]);
        await owner.query(`begin; set local role "${role}"; select from send_sms.requests; rollback`);
      });
    },
  );

  test("holds up neither guard nor retention, whatever lock it takes", async () => {
    const url = await readerUrl("holder");
    await withClient(url, async (holder) => {
      await holder.query(
        `begin; select pg_advisory_xact_lock_shared(hashtextextended(name, 0))
          from unnest(array['send_sms guard', 'send_sms purge']) as name`,
      );
      for (const table of ["guard_state", "retention"]) {
        await expect(sql(url, `select from send_sms.${table} for update`)).rejects.toMatchObject({
          code: "42501",
        });
      }
      await putRequests(run, { key: "old", hours: -24 * 400 });
      expect(await runAsHook("select send_sms.guard('observe') ->> 'ran' as ran")).toEqual([{ ran: "true" }]);
      expect(await runAsHook("select send_sms.purge(90) as n")).toEqual([{ n: 1 }]);
    });
  });

  test.each(["public", "anon", "authenticated", "service_role", "send_sms_hook"])(
    "is never %s",
    async (role) => {
      await expect(run("select send_sms.let_read($1)", [role])).rejects.toThrow(/Cannot let .* \/ 不能授权/);
    },
  );
});

test("every migration can be applied again over the newest, while a hook asks and a reader reads", async () => {
  const metabase = await readerUrl("metabase");
  await putRequests(run, { key: "kept" });
  await run(`select send_sms.set_prices('{"CN": 0.045}', 'CNY')`);
  // What the guard only observes refuses nobody, and what was given up is made by nobody.
  await run(`insert into send_sms.controls (kind, subject, reason, made_by, made_at)
    values ('observed', 'CN', 'looks pumped', 'guard', send_sms.clock())`);
  const unheard = { attempt: details.attempt, details, givesBack: true };
  for (const [nth, name] of readdirSync("supabase/migrations").sort().entries()) {
    await run(readText(`supabase/migrations/${name}`));
    expect(await one("select send_sms.version() as version")).toEqual({ version: SCHEMA_VERSION });
    expect(await claim(`claimed after ${name}`)).toEqual({ status: "claimed" });
    await runAsHook(`select send_sms.settle('unheard ${nth}', '${JSON.stringify(unheard)}')`);
    expect(await runAsHook(`select send_sms.outcome_of('unheard ${nth}') as outcome`))
      .toEqual([{ outcome: "withdrawn" }]);
    await runAsHook("select send_sms.guard('observe')");
    expect(await sql(metabase, "select key from send_sms.recent where key = 'kept'")).toHaveLength(1);
    expect(await sql(metabase, "select * from send_sms.by_prefix")).not.toEqual([]);
  }
  await run("delete from send_sms.requests where key <> 'kept'");
  expect(await one("select requests, cost from send_sms.by_day")).toEqual({ requests: "1", cost: "0.045" });
  await expect(runAsHook("select * from send_sms.by_day")).rejects.toMatchObject({
    code: "42501",
  });
});

test.each([
  ["20261128050000_send_sms.sql", "alter table send_sms.requests drop column withdrawn", "send_sms.requests"],
  [
    "20261128090000_guard_send_sms.sql",
    "alter table send_sms.guard_state drop column crowds",
    "send_sms.guard_state",
  ],
  ["20261128100000_views_send_sms.sql", "select", "send_sms.recent"],
])(
  "%s gives up where somebody reads for long what it changes: claims would queue behind it",
  async (name, lacking, read) => {
    await run(lacking);
    const file = readText(`supabase/migrations/${name}`);
    // Its own patience is longer than a test's.
    const hasty = file.replace("'lock_timeout', '5s', true", "'lock_timeout', '1s', true");
    expect(hasty).not.toBe(file);
    const reader = run(`begin; select from ${read}; select pg_sleep(3); commit`);
    await sleep(200);
    await expect(run(hasty)).rejects.toMatchObject({ code: "55P03" });
    await reader;
    await run(file);
  },
  15_000,
);
