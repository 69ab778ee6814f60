import { createEnvReader, type Problem } from "../hook/config/env-reader.ts";
import { readHookSecrets } from "../hook/config/read-hook-secrets.ts";
import { readLedger } from "../hook/config/read-ledger.ts";
import type { Env } from "../hook/config/variables.ts";

/**
 * The key as the function has it. A hook secret is asked for only where it is the key.
 * @returns undefined where neither is given
 */
export function ledgerKeyIn(env: Env, problems: Problem[]): string | undefined {
  // The database is asked about elsewhere.
  const reader = createEnvReader({ ...env, SMS_LEDGER: "memory" });
  const hasOwnKey = reader.text("ledgerKey") !== undefined;
  if (!hasOwnKey && reader.text("hookSecrets") === undefined) return undefined;
  const { ledgerKey } = readLedger(reader, hasOwnKey ? [] : readHookSecrets(reader));
  problems.push(...reader.problems);
  return ledgerKey;
}
