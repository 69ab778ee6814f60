import { REST_PER_BATCH } from "../../../src/hook/ledger/purge-now-and-then.ts";
import { sql, withClient } from "../../support/postgres/server.ts";

/** Days over which the rows are spread; a tenth of them is older than the ninety that are kept. */
const DAYS = 100;

/** A ledger as it is after months: so many requests, and the windows of the last day. */
export async function fillLedger(url: string, rows: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("set maintenance_work_mem = '1GB'; set synchronous_commit = off");
    // Rows first and indexes then, as a restored dump has them: one by one takes many times as long.
    const { rows: indexes } = await client.query<{ name: string; make: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as make from pg_index
        where indrelid = 'send_sms.requests'::regclass and not indisprimary`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await client.query("alter table send_sms.requests drop constraint requests_pkey");
    await client.query(
      `insert into send_sms.requests (key, status, outcome, number_hash, number_mask, country, prefix, ip_hash,
          flow, user_id, api, sign, template, send_ms, created_at, settled_at)
        select gen_random_uuid()::text, 'accepted',
          jsonb_build_object('status', 'accepted', 'receiptId', n || '^0'),
          md5((n / 3)::text), '+861380013****', 'CN', '861380013', md5((n / 50)::text), 'signup',
          gen_random_uuid()::text, 'dysmsapi', '性能测试', 'SMS_000000000', 120, made, made
        from (select n, send_sms.clock() - n * interval '${DAYS} days' / $1::bigint as made
          from generate_series(1, $1::bigint) as n) as spread`,
      [rows],
    );
    await client.query("alter table send_sms.requests add primary key (key)");
    for (const { make } of indexes) await client.query(make);
    await client.query(
      `insert into send_sms.counters (scope, subject, seconds, closes_at, count)
        select 'per_number', md5(n::text), 86400, send_sms.clock() + interval '1 day' * random(), 1
        from generate_series(1, $1::bigint / 100) as n`,
      [rows],
    );
  });
  for (
    const text of ["vacuum (analyze) send_sms.requests", "vacuum (analyze) send_sms.counters", "checkpoint"]
  ) {
    await sql(url, text);
  }
}

/** Deletes as the function does, batch after batch and a rest after each, until `stop`. @returns how many rows went */
export function startRetention(url: string): { stop(): Promise<number> } {
  let running = true;
  const deleted = withClient(url, async (client) => {
    let total = 0;
    while (running) {
      const from = performance.now();
      total += Number((await client.query("select send_sms.purge(90) as n")).rows[0]?.n);
      await new Promise((rested) => setTimeout(rested, REST_PER_BATCH * (performance.now() - from)));
    }
    return total;
  });
  return {
    stop() {
      running = false;
      return deleted;
    },
  };
}
