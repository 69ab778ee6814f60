import { beforeEach } from "vitest";
import type { GuardMode } from "../../../src/hook/ledger/guard-now-and-then.ts";
import type { RequestRecord } from "../../../src/hook/ledger/request-record.ts";
import { recordOfExample } from "../hook/examples.ts";
import { NOON } from "../hook/runtime.ts";
import { createSchemaWorld } from "./schema.ts";

export const MINUTE = 60_000;
export const hex = (n: number) => n.toString(16).padStart(32, "0");
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
/** From where everybody asks who asks from nowhere else. */
export const ADDRESS = hex(0xadd7e55);

/** A ledger beside what the guard reads of Auth, on a clock that is moved; empty of users before each test. */
export function createGuardWorld() {
  const schema = createSchemaWorld();
  const { run, one, clockAt, claimOf, settle } = schema;
  let now = NOON;
  let count = 0;

  beforeEach(async () => {
    now = NOON;
    await run(`drop schema if exists auth cascade; create schema auth;
      create table auth.users (id uuid primary key, phone_confirmed_at timestamptz, phone_change text default '');
      create table auth.mfa_factors (id uuid primary key, user_id uuid, factor_type text);
      create table auth.mfa_challenges (id uuid primary key, factor_id uuid, created_at timestamptz, verified_at timestamptz);
      create table auth.sessions (id uuid primary key default gen_random_uuid(), user_id uuid, created_at timestamptz);
      delete from send_sms.guard_state; insert into send_sms.guard_state default values`);
  });

  async function pass(ms: number): Promise<void> {
    now += ms;
    await clockAt(now);
  }

  /**
   * A code for somebody new, sent if the ledger lets it. Its settlement may be lost, and where they hang up on Auth
   * their user is not kept.
   */
  async function ask(
    mode: GuardMode,
    changes: Partial<RequestRecord> = {},
    { settled = true, kept = true } = {},
  ) {
    const n = ++count;
    const record = recordOfExample({
      numberHash: hex(n),
      prefix: `86139${String(n).padStart(4, "0")}`,
      ipHash: ADDRESS,
      flow: "signup",
      userId: uuid(n),
      ...changes,
    });
    const verdict = await claimOf(`request ${n}`, record, mode);
    if (verdict.status === "claimed") {
      if (settled) await settle(`request ${n}`);
      if (kept) await run("insert into auth.users (id) values ($1) on conflict do nothing", [record.userId]);
    }
    return { verdict, record };
  }

  const verify = (userId: string | undefined) =>
    run("insert into auth.sessions (user_id, created_at) values ($1, send_sms.clock())", [userId]);
  const look = async (mode: GuardMode) =>
    (await one("select send_sms.guard($1) as answer", [mode]))?.["answer"];

  return { ...schema, ask, verify, look, pass, now: () => now, newestKey: () => `request ${count}` };
}
