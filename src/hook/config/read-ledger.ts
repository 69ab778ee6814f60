import { ledgerKeyFrom } from "../ledger/keyed-hash.ts";
import type { EnvReader } from "./env-reader.ts";

export interface LedgerConfig {
  ledger: "memory";
  /** Key of the hashes that numbers and addresses are counted under. */
  ledgerKey: string;
}

/** As long as a hook secret must be; shorter ones are words, and words can be tried. */
const MIN_KEY_CHARS = 32;

export function readLedger(reader: EnvReader, hookSecrets: readonly string[]): LedgerConfig {
  if (reader.choice("ledger", ["memory", "postgres"]) === "postgres") {
    reader.report(
      "ledger",
      "cannot be postgres: this release has the memory ledger only; remove the variable or set it to memory",
      "暂不支持 postgres：当前版本只有 memory，请删除该变量或设为 memory",
    );
  }
  return { ledger: "memory", ledgerKey: readLedgerKey(reader, hookSecrets) };
}

function readLedgerKey(reader: EnvReader, [firstSecret = ""]: readonly string[]): string {
  const key = reader.text("ledgerKey");
  if (key === undefined) return ledgerKeyFrom(firstSecret);
  if (key.length < MIN_KEY_CHARS) {
    reader.report(
      "ledgerKey",
      `must have at least ${MIN_KEY_CHARS} characters; make one with: openssl rand -base64 32`,
      `至少需要 ${MIN_KEY_CHARS} 个字符；可用 openssl rand -base64 32 生成`,
    );
  }
  return key;
}
