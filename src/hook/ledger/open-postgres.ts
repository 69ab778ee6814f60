import type { Database, Runtime } from "../runtime/runtime.ts";
import { createGuardNowAndThen, type GuardMode, type GuardOptions } from "./guard-now-and-then.ts";
import { createCheckedDatabase } from "./checked-database.ts";
import type { Ledger } from "./ledger.ts";
import { createPostgresLedger } from "./postgres.ts";
import { createPostgresReceipts } from "./postgres-receipts.ts";
import { type LedgerStart, NO_DATABASE_HERE, startLedger } from "./postgres-start.ts";
import type { Receipts } from "./receipts.ts";
import { createPurgeNowAndThen } from "./purge-now-and-then.ts";
import { createSharedAnswers } from "./shared-answers.ts";

/** What a start may wait for a database that does not answer. */
const START_MS = 2_000;

export interface PostgresLedgerOptions {
  url: string;
  ca: string | undefined;
  keepDays: number;
  guard: GuardMode;
  onGuarded: GuardOptions["onGuarded"];
}

/**
 * The ledger of a project, connected, so that no request has to wait for that.
 * @returns `away` says why it cannot be reached now; it is asked again with every claim. `owns` of a role that may do all
 */
export async function openPostgresLedger(
  { url, ca, keepDays, guard, onGuarded }: PostgresLedgerOptions,
  runtime: Runtime,
): Promise<
  | { ledger: Ledger; receipts: Receipts; away?: string; owns?: boolean }
  | Extract<LedgerStart, { status: "unfit" }>
> {
  if (runtime.connect === undefined) return NO_DATABASE_HERE;
  const connected = await runtime.connect(url, { ca });
  const start = await startLedger(connected, runtime.timeout(START_MS));
  if (start.status === "unfit") return start;
  const database = start.status === "away" ? createCheckedDatabase(connected) : connected;
  const aside: Database = { query: database.aside ?? database.query };
  const purge = createPurgeNowAndThen({ database: aside, keepDays, runtime });
  const look = guard === "off"
    ? undefined
    : createGuardNowAndThen({ database: aside, mode: guard, onGuarded, runtime });
  const onSettled = () => {
    purge();
    look?.(1);
  };
  // Where all that comes is refused nothing is settled, and only a look sees that a code was used after all.
  const onRefused = () => look?.(0);
  const { randomUuid, now } = runtime;
  const ledger = createSharedAnswers(
    createPostgresLedger({ database, guard, onSettled, onRefused, randomUuid, now }),
    runtime,
  );
  const receipts = createPostgresReceipts({ database });
  return start.status === "away"
    ? { ledger, receipts, away: start.cause }
    : { ledger, receipts, owns: start.owns };
}
