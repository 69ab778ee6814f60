import { ConfigError } from "./config/env-reader.ts";
import type { LedgerDatabase } from "./config/read-ledger.ts";
import { VARIABLES } from "./config/variables.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { createPostgresLedger } from "./ledger/postgres.ts";
import { startLedger } from "./ledger/postgres-start.ts";
import { createSharedAnswers } from "./ledger/shared-answers.ts";
import { createPurgeNowAndThen } from "./ledger/purge-now-and-then.ts";
import type { Runtime } from "./runtime/runtime.ts";

/** What a start may wait for a database that does not answer. */
const START_MS = 2_000;

/**
 * The ledger of a project, connected, so that no request has to wait for that.
 * @returns `away` says why it cannot be reached; it is asked again with every claim
 * @throws {ConfigError} If nothing but its operator can make it work.
 */
export async function openPostgresLedger(
  { url, ca, keepDays }: LedgerDatabase,
  runtime: Runtime,
): Promise<{ ledger: Ledger; away?: string }> {
  if (runtime.connect === undefined) {
    throw new ConfigError([{
      variable: VARIABLES.ledger[0],
      en: "cannot be postgres here: this host reaches no database",
      zh: "不能是 postgres：当前运行环境无法连接数据库",
    }]);
  }
  const database = await runtime.connect(url, { ca });
  const start = await startLedger(database, runtime.timeout(START_MS));
  if (start.status === "unfit") {
    const variable = start.about === "ca" ? VARIABLES.ledgerCa[0] : VARIABLES.ledgerDatabaseUrl[0];
    throw new ConfigError([{ variable, en: start.en, zh: start.zh }]);
  }
  const onSettled = createPurgeNowAndThen({ database, keepDays, runtime });
  const ledger = createSharedAnswers(createPostgresLedger({ database, onSettled }), runtime);
  return start.status === "away" ? { ledger, away: start.cause } : { ledger };
}
