import { reasonIn } from "../hook/ledger/reason-in.ts";
import type { Sentence } from "../cli/with-ledger-database.ts";

/** What the ledger's own functions raise says both languages: `Cannot block: … / …`. */
export function sqlSentence(error: unknown): Sentence | undefined {
  // `raise exception` without a code (PostgreSQL manual, appendix A).
  if (!(error instanceof Error) || !("code" in error) || error.code !== "P0001") return undefined;
  return { en: reasonIn(error.message, "en"), zh: reasonIn(error.message, "zh") };
}
