import type pg from "pg";
import { createKeyedHash } from "../../../src/hook/ledger/keyed-hash.ts";

export const LEDGER_KEY = "a ledger key of the console's tests, long enough";
/** Whose requests can be looked for. */
export const PERSON = "+8613800138000";

const HOUR = 3_600_000;

/** A month of a small project, the same in every run: mainland and Hong Kong, two templates, some trouble, a pump. */
export async function putTraffic(client: pg.Client, now: number): Promise<void> {
  const rows = requests(now);
  await client.query(
    `insert into send_sms.requests (key, status, rule, outcome, number_hash, number_mask, country, prefix, flow, api,
      sign, template, send_ms, created_at, settled_at, verified_at)
      select r.key, r.status, r.rule, r.outcome, r.number_hash, '+' || r.prefix || '****', r.country, r.prefix, r.flow,
        r.api, case when r.api is not null then '小林科技' end, r.template, r.send_ms, r.at, r.at, r.verified_at
      from jsonb_to_recordset($1::jsonb) as r (key text, status text, rule text, outcome jsonb, number_hash text,
        country text, prefix text, flow text, api text, template text, send_ms int, at timestamptz,
        verified_at timestamptz)`,
    [JSON.stringify(rows)],
  );
  await client.query(
    `insert into send_sms.receipts (out_id, delivered, code, reported_at, received_at)
      select r.key, r.delivered, case when r.delivered then 'DELIVERED' else 'MK:0001' end, r.reported_at, r.reported_at
      from jsonb_to_recordset($1::jsonb) as r (key text, delivered boolean, reported_at timestamptz)
      where r.delivered is not null`,
    [JSON.stringify(rows)],
  );
  await client.query(`select send_sms.set_prices('{"CN": 0.045, "HK": 0.27, "VN": 0.55}', 'CNY')`);
  await client.query("select set_config('send_sms.actor', 'guard', false)");
  await client.query(
    "select send_sms.block('+84903', interval '6 hours', 'many new numbers, hardly any verified')",
  );
  await client.query(
    `update send_sms.controls set evidence = '{"sent": 214, "verified": 2, "numbers": 209, "share": 0.009, "before": 0.81}'`,
  );
}

function requests(now: number) {
  const keyedHash = createKeyedHash(LEDGER_KEY);
  const rows: object[] = [];
  let serial = 0;
  /** The same sequence in every run; a generator of C's standard library. */
  let seed = 7;
  const chance = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

  function add(at: number, country: "CN" | "HK" | "VN", changes: Record<string, unknown> = {}): void {
    const key = `request-${++serial}`;
    const prefix = { CN: `86138${1000 + serial % 40}`, HK: "8529", VN: "84903" }[country];
    const isSent = changes["status"] === undefined;
    const arrives = chance();
    const delivered = !isSent ? null : arrives < 0.965;
    rows.push({
      key,
      status: "accepted",
      outcome: isSent ? { status: "accepted", receiptId: `9${serial}` } : null,
      number_hash: keyedHash("number", `+${prefix}${serial}`),
      country,
      prefix,
      flow: ["signin", "signin", "signup", "mfa"][serial % 4],
      api: "dysmsapi",
      template: country === "CN" ? "SMS_154950909" : "SMS_271590001",
      send_ms: Math.round(70 + 90 * chance() + (chance() > 0.97 ? 1_400 : 0)),
      at: new Date(at).toISOString(),
      delivered,
      reported_at: new Date(at + 2_000 + 5_000 * chance()).toISOString(),
      verified_at: isSent && chance() < (country === "VN" ? 0.02 : 0.84)
        ? new Date(at + 20_000).toISOString()
        : null,
      ...changes,
    });
  }

  for (let hours = 0; hours < 30 * 24; hours++) {
    const at = now - hours * HOUR - 60_000;
    const busy = 1.2 + Math.sin((new Date(at).getUTCHours() - 3) / 24 * 2 * Math.PI);
    for (let n = 0; n < Math.round(busy * 4); n++) add(at - n * 500_000 / 8, chance() < 0.12 ? "HK" : "CN");
    if (hours % 7 === 0) {
      add(at, "CN", { status: "limited", rule: "per_number 5/1h", api: null, template: null, send_ms: null });
    }
    if (hours % 31 === 5) {
      const outcome = { status: "rejected", category: "misconfigured", code: "isv.SMS_SIGNATURE_ILLEGAL" };
      add(at, "CN", { status: "rejected", outcome });
    }
    if (hours === 40) {
      add(at, "HK", { status: "unconfirmed", outcome: { status: "unconfirmed", cause: "timeout" } });
    }
    if (hours < 6) {
      for (let n = 0; n < 9; n++) add(at - n * 20_000, "VN");
      add(at, "VN", { status: "closed", rule: "blocked 84903", api: null, template: null, send_ms: null });
    }
  }
  for (const hours of [2, 26, 50]) {
    add(now - hours * HOUR, "CN", { number_hash: keyedHash("number", PERSON), prefix: "861380013" });
  }
  return rows;
}
