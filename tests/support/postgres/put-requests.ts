import { NOON } from "../hook/runtime.ts";

const HOUR = 3_600_000;

export interface Row {
  key: string;
  /** After noon. */
  hours?: number;
  status?: string;
  country?: string | null;
  prefix?: string;
  number?: string;
  code?: string;
  rule?: string;
  sendMs?: number;
  template?: string;
  /** Seconds after the request; none where nobody typed it in. */
  verified?: number;
  /** Seconds after the request until the phone had it, or why it never did. */
  delivered?: number | string;
}

type Run = (text: string, values?: unknown[]) => Promise<unknown>;

/** A request as `claim`, `settle`, the guard and a receipt leave it. */
export async function putRequests(run: Run, ...rows: Row[]): Promise<void> {
  for (const row of rows) {
    const { key, hours = 0, status = "accepted", country = "CN", prefix = "861380013", number = key } = row;
    const at = new Date(NOON + hours * HOUR);
    const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
    const refused = status === "limited" || status === "closed";
    await run(
      `insert into send_sms.requests (key, status, rule, outcome, number_hash, number_mask, country, prefix, flow,
        api, sign, template, send_ms, created_at, settled_at, verified_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'signin', $9, $10, $11, $12, $13, $13, $14)`,
      [
        key,
        status,
        row.rule ?? null,
        refused ? null : JSON.stringify({ status, ...(row.code && { code: row.code, cause: row.code }) }),
        number,
        `+${prefix}****`,
        country,
        prefix,
        refused ? null : "dysmsapi",
        refused ? null : "签名",
        refused ? null : row.template ?? "SMS_1",
        refused ? null : row.sendMs ?? 100,
        at,
        row.verified === undefined ? null : later(row.verified),
      ],
    );
    if (row.delivered === undefined) continue;
    const failed = typeof row.delivered === "string";
    await run(
      `insert into send_sms.receipts (out_id, delivered, code, reported_at, received_at) values ($1, $2, $3, $4, $4)`,
      [
        key,
        !failed,
        failed ? row.delivered : "DELIVERED",
        later(typeof row.delivered === "number" ? row.delivered : 9),
      ],
    );
  }
}
