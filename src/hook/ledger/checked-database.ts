import type { Database } from "../runtime/runtime.ts";
import { schemaMisfit } from "./postgres-start.ts";

/**
 * A database that was away when the process started, and so was never asked whether it is the one that this release is
 * written for: asked before its first use, and again until it is.
 */
export function createCheckedDatabase(database: Database): Database {
  let fits = false;

  async function check(signal: AbortSignal): Promise<void> {
    const misfit = await schemaMisfit(database, signal);
    if (misfit) throw Object.assign(new Error(`The ledger ${misfit.en}`), { code: "LEDGER_UNFIT" });
    fits = true;
  }

  return {
    ...database,
    async query(text, values, signal) {
      if (!fits) {
        await check(signal).catch((error: unknown) => {
          // Whatever it was, this statement has not left.
          throw error instanceof Error ? Object.assign(error, { unsent: true }) : error;
        });
      }
      return database.query(text, values, signal);
    },
  };
}
