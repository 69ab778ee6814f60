import type { Client } from "pg";

/** A request whose SMS has left, or may have, and of which nothing more is known. */
export interface MissingReceipt {
  readonly key: string;
  readonly numberHash: string;
  readonly userId: string | null;
  /** Null where the process ended between the send and the book-keeping. */
  readonly api: string | null;
  readonly sign: string | null;
  readonly template: string | null;
  readonly receiptId: string | null;
  readonly createdAt: Date;
}

/** More than are asked for in one run of some minutes. */
const MOST = 5_000;

const MISSING = `
  select q.key, q.number_hash as "numberHash", q.user_id as "userId", q.api, q.sign, q.template,
    q.outcome ->> 'receiptId' as "receiptId", q.created_at as "createdAt"
  from send_sms.requests as q
  where q.created_at > send_sms.clock() - $1 * interval '1 day'
    and (q.status in ('accepted', 'unconfirmed')
      or q.status = 'in_flight' and q.created_at < send_sms.clock() - interval '1 minute')
    and not exists (select from send_sms.receipts as r where r.out_id = q.key)
    and not exists (select from send_sms.receipts as r
      where r.out_id = '' and r.biz_id = q.outcome ->> 'receiptId' and r.biz_id <> '')
  order by q.created_at desc limit ${MOST}`;

export async function missingReceipts(client: Client, days: number): Promise<MissingReceipt[]> {
  return (await client.query<MissingReceipt>(MISSING, [days])).rows;
}

const ANY_SENT = `select exists (select from send_sms.requests as q
  where q.created_at > send_sms.clock() - $1 * interval '1 day' and q.status in ('accepted', 'unconfirmed')) as sent`;

export async function anySent(client: Client, days: number): Promise<boolean> {
  return (await client.query<{ sent: boolean }>(ANY_SENT, [days])).rows[0]?.sent === true;
}

/** Columns came and went with Auth's releases; a row as JSON has those that there are. */
const OF_USERS = `
  select to_jsonb(u) ->> 'phone' as number from auth.users as u where u.id = any ($1::uuid[])
  union select to_jsonb(u) ->> 'phone_change' from auth.users as u where u.id = any ($1::uuid[])`;
const OF_FACTORS = `
  select to_jsonb(f) ->> 'phone' as number from auth.mfa_factors as f where f.user_id = any ($1::uuid[])`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The numbers that Auth knows of these users: the ledger holds none. Reading them locks no row, and nothing of them is
 * written anywhere.
 * @returns none where the ledger is not in Auth's database, or this role may not read Auth's tables
 */
export async function numbersOfUsers(client: Client, missing: readonly MissingReceipt[]): Promise<string[]> {
  const users = [...new Set(missing.map(({ userId }) => userId ?? "").filter((id) => UUID.test(id)))];
  const { rows: [there] } = await client.query(
    `select to_regclass('auth.users') is not null as users, to_regclass('auth.mfa_factors') is not null as factors`,
  );
  const queries = [...(there?.users ? [OF_USERS] : []), ...(there?.factors ? [OF_FACTORS] : [])];
  const found: string[] = [];
  for (const query of queries) {
    try {
      const { rows } = await client.query<{ number: string | null }>(query, [users]);
      found.push(...rows.flatMap(({ number }) => number || []));
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return found;
}

/** `insufficient_privilege` (PostgreSQL manual, appendix A). */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "42501";
