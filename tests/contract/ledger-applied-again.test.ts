import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { readText } from "../support/hook/sources.ts";
import { putMany } from "../support/postgres/put-many.ts";
import { createSchemaWorld } from "../support/postgres/schema.ts";
import { counterOf } from "./ledger-contract.ts";

const { run, runAsHook, migrateAgain, onOneConnection, claim, settle } = createSchemaWorld();
const FILES = readdirSync("supabase/migrations").sort().map((name) =>
  readText(`supabase/migrations/${name}`)
);

/** Whoever waited for the files would wait for this long: their transaction stays open, or a view's reader does. */
const LONG_MS = 4_000;

/** Claims, settles and takes a receipt once, as the hook; how many ms each took at the longest. */
async function claimOnce(key: string): Promise<number> {
  const from = performance.now();
  const limit = counterOf("total", "", { count: 100_000, windowSeconds: 86_400 });
  expect(await claim(key, limit)).toEqual({ status: "claimed" });
  const claimed = performance.now();
  await settle(key);
  const reports = JSON.stringify([{ outId: key, delivered: true, reportedAt: "2026-08-20T12:00:05Z" }]);
  await runAsHook(`select send_sms.receive('${reports}')`);
  return Math.max(claimed - from, performance.now() - claimed);
}

describe("applied again over a ledger that has all of it", () => {
  test("the files keep nobody waiting, however long their transaction is open", async () => {
    await claimOnce("before");
    await onOneConnection(async (client) => {
      await client.query("begin");
      for (const file of FILES) await client.query(file);
      expect(await claimOnce("meanwhile")).toBeLessThan(LONG_MS);
      await runAsHook("select send_sms.guard('observe')");
      await run("select count(*) from send_sms.requests");
      await client.query("commit");
    });
  });

  test("over ten thousand requests, again and again, no claim is refused nor waits", async () => {
    await putMany(run, 10_000, { at: "i / 10.0", ip: "md5(i::text)" });
    await run(`insert into send_sms.receipts (out_id, delivered, reported_at, received_at)
      select key, true, send_sms.clock(), send_sms.clock() from send_sms.requests limit 5000`);
    let migrating = true;
    const migrations = (async () => {
      for (let nth = 0; nth < 5; nth++) await migrateAgain();
      migrating = false;
    })();
    const took: number[] = [];
    for (let nth = 0; migrating; nth++) took.push(await claimOnce(`claim ${nth}`));
    await migrations;
    expect(took.length).toBeGreaterThan(5);
    expect(Math.max(...took)).toBeLessThan(LONG_MS);
  });

  test("at the same time, by several deploys, one waits for the other", async () => {
    await Promise.all(Array.from({ length: 4 }, migrateAgain));
  });

  test("whoever reads its tables for long is not waited for", async () => {
    await onOneConnection(async (client) => {
      await client.query("begin");
      await client.query(
        `select from send_sms.requests, send_sms.receipts, send_sms.controls, send_sms.counters,
        send_sms.guard_state, send_sms.prices, send_sms.retention`,
      );
      await migrateAgain();
      await client.query("commit");
    });
  });

  test("whoever reads a view for long is waited for, and no claim waits with it", async () => {
    await onOneConnection(async (client) => {
      await client.query("begin");
      await client.query("select from send_sms.recent");
      const refused = expect(migrateAgain()).rejects.toMatchObject({ code: "55P03" });
      await sleep(1_000);
      expect(await claimOnce("beside a reader")).toBeLessThan(LONG_MS);
      await refused;
      await client.query("commit");
    });
  }, 15_000);
});

test("an index of an earlier state comes to its shape, under its name", async () => {
  const indexes = () =>
    run("select indexname, indexdef from pg_indexes where schemaname = 'send_sms' order by 1");
  const before = await indexes();
  await run(`drop index send_sms.requests_control;
    create index requests_control on send_sms.requests (control_id) where control_id is not null`);
  await migrateAgain();
  expect(await indexes()).toEqual(before);
});

test("what a ledger of an earlier state lacks is made: columns, indexes, triggers, checks", async () => {
  const parts = () =>
    run(`select a.attrelid::regclass || '.' || a.attname as part, format_type(a.atttypid, a.atttypmod)
          || case when a.attnotnull then ' not null' else '' end || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as is
        from pg_attribute as a join pg_class as c on c.oid = a.attrelid
        left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where c.relnamespace = 'send_sms'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not attisdropped
      union all select indexname, indexdef from pg_indexes where schemaname = 'send_sms'
      union all select tgname, pg_get_triggerdef(oid) from pg_trigger
        where not tgisinternal and tgrelid::regclass::text like 'send_sms.%'
      union all select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'send_sms'::regnamespace
      union all select relname, relrowsecurity::text from pg_class
        where relnamespace = 'send_sms'::regnamespace and relkind = 'r'
      union all select relname, reloptions::text from pg_class
        where relnamespace = 'send_sms'::regnamespace and relkind = 'v'
      order by 1, 2`);
  const before = await parts();
  await claim("a");
  await run("select send_sms.receive($1)", [
    JSON.stringify([{ outId: "a", delivered: true, reportedAt: "2026-08-20T12:00:05Z" }]),
  ]);
  await claim("b");
  await settle("b");
  await run(`do $$ declare index text; begin
      for index in select i.indexrelid::regclass from pg_index as i join pg_class as c on c.oid = i.indrelid
        where c.relnamespace = 'send_sms'::regnamespace
          and not exists (select from pg_constraint where conindid = i.indexrelid)
      loop execute 'drop index ' || index; end loop;
    end $$;
    drop trigger note_receipt on send_sms.receipts;
    drop trigger find_receipt on send_sms.requests;
    create trigger find_receipt before update of outcome on send_sms.requests for each row
      when (old.outcome is null and new.outcome ->> 'receiptId' <> '') execute function send_sms.find_receipt();
    alter table send_sms.requests drop column net_hash cascade, drop column control_id cascade, drop column attempt,
      drop column withdrawn, drop column verified_at cascade, drop column delivered cascade,
      drop column delivery_code cascade, drop column delivered_at cascade;
    alter table send_sms.controls drop column evidence cascade, drop constraint controls_kind_check,
      add constraint controls_kind_check check (kind in ('paused', 'blocked'));
    alter table send_sms.guard_state drop column noted_at, drop column touched, drop column crowds,
      drop column addresses_credit, drop column blocks_credit, disable row level security;
    insert into send_sms.receipts (out_id, biz_id, delivered, reported_at, received_at)
      select '', outcome ->> 'receiptId', false, created_at, created_at from send_sms.requests where key = 'b'`);
  expect(await parts()).not.toEqual(before);
  await migrateAgain();
  expect(await parts()).toEqual(before);
  // What was reported before is found again, by either id.
  expect(await run("select key, delivered from send_sms.recent order by key"))
    .toEqual([{ key: "a", delivered: true }, { key: "b", delivered: false }]);
});
