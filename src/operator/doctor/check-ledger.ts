import type { Config } from "../../hook/config/config.ts";
import { type Env, type Setting, VARIABLES } from "../../hook/config/variables.ts";
import { cleanValue } from "../../hook/config/clean-value.ts";
import { SCHEMA_VERSION, startLedger } from "../../hook/ledger/postgres-start.ts";
import type { Database, Row } from "../../hook/runtime/runtime.ts";
import { checkGuard } from "./check-guard.ts";
import { type Finding, finding } from "./finding.ts";
import { openOwnersView } from "./owners-view.ts";
import { type DoctorWorld, WAIT_MS } from "./world.ts";

export interface LedgerReport {
  findings: Finding[];
  /** Whether it was seen what the owner keeps, of which the function can only warn. */
  sawRetention: boolean;
}

const unread = (...findings: Finding[]): LedgerReport => ({ findings, sawRetention: false });

/**
 * The ledger's database as the function would find it at its start, and what the start does not look at.
 * @param ownersUrl as it was given: its role may read what the function's own may not
 */
export async function checkLedger(
  { database, guard }: Config,
  { world, env, ownersUrl }: { world: DoctorWorld; env: Env; ownersUrl: string | undefined },
): Promise<LedgerReport> {
  if (database === undefined) return unread(finding("ledger_memory", "SMS_LEDGER"));
  if (world.connect === undefined) return unread();
  const subject = nameOf("ledgerDatabaseUrl", env);
  const connection = await world.connect(database.url, { ca: database.ca });
  const start = await startLedger(connection, world.timeout(WAIT_MS.ledger));
  const owners = ownersUrl === undefined || ownersUrl === database.url
    ? undefined
    : await openOwnersView(ownersUrl, connection, { world, ca: database.ca });
  if (start.status === "unfit") {
    const problem = { en: start.en, zh: start.zh };
    return unread(
      finding("ledger_unfit", nameOf(start.setting, env), { problem }),
      ...owners?.findings ?? [],
    );
  }
  if (start.status === "away") {
    return unread(finding("ledger_unreachable", subject, { cause: start.cause }), ...owners?.findings ?? []);
  }
  // One connection, one question at a time.
  const lookAt = (text: string) => look(owners?.reader ?? connection, world, text);
  const paused = await lookAt(PAUSED);
  const receipts = await lookAt(RECEIPTS);
  const retention = await lookAt(RETENTION);
  const atLeast = Number(retention?.["days"] ?? 0);
  const accepted = Number(receipts?.["accepted"] ?? 0);
  const findings = [
    ...owners?.findings ?? [],
    ...paused?.["paused"] === true ? [finding("ledger_paused", "send_sms.controls")] : [],
    ...start.owns ? [finding("ledger_role_too_strong", subject)] : [],
    ...accepted > 0 && Number(receipts?.["receipts"] ?? 0) === 0
      ? [finding("receipts_missing", "send_sms.receipts", { count: accepted })]
      : [],
    ...database.keepDays < atLeast
      ? [finding("ledger_keeps_longer", nameOf("ledgerKeepDays", env), { days: database.keepDays, atLeast })]
      : [],
    await checkGuard(guard, lookAt),
    ...paused && receipts || owners ? [] : [finding("ledger_not_read", subject)],
    finding("ledger_ready", subject, { version: SCHEMA_VERSION }),
  ];
  return { findings, sawRetention: retention !== undefined };
}

const nameOf = (setting: Setting, env: Env): string =>
  [...VARIABLES[setting]].find((name) => cleanValue(env[name]) !== undefined) ?? VARIABLES[setting][0];

const PAUSED =
  "select exists (select from send_sms.controls where kind = 'paused' and lifted_at is null) as paused";
// A receipt takes seconds, and a phone that is off a day at most; none at all of an hour's SMS is no phone's doing.
const RECEIPTS = `select
  (select count(*) from send_sms.requests where status = 'accepted'
     and created_at between now() - interval '1 day' and now() - interval '1 hour') as accepted,
  (select count(*) from send_sms.receipts where received_at > now() - interval '1 day') as receipts`;
const RETENTION = "select keep_days_at_least as days from send_sms.retention";

/** The function's own role may read no table, which is as it should be. */
async function look(database: Database, world: DoctorWorld, text: string): Promise<Row | undefined> {
  try {
    return (await database.query(text, [], world.timeout(WAIT_MS.ledger)))[0];
  } catch {
    return undefined;
  }
}
