import type { GuardMode } from "../ledger/guard-now-and-then.ts";
import { ledgerKeyFrom } from "../ledger/keyed-hash.ts";
import type { EnvReader } from "./env-reader.ts";
import { readDatabaseUrl } from "./read-database-url.ts";

export interface LedgerConfig {
  ledger: "memory" | "postgres";
  /** Where `ledger` is `postgres`. */
  database: LedgerDatabase | undefined;
  /** What is done about numbers that never verify, where `ledger` is `postgres`. */
  guard: GuardMode;
  /** Key of the hashes that numbers and addresses are counted under. */
  ledgerKey: string;
}

export interface LedgerDatabase {
  url: string;
  /** PEM of the authority that the server's certificate is checked against, in place of the usual ones. */
  ca: string | undefined;
  keepDays: number;
}

/** As long as a hook secret must be; shorter ones are words, and words can be tried. */
const MIN_KEY_CHARS = 32;
const KEEP_DAYS = 90;

export function readLedger(reader: EnvReader, hookSecrets: readonly string[]): LedgerConfig {
  const ledger = reader.choice("ledger", ["memory", "postgres"]);
  return {
    ledger,
    database: ledger === "postgres" ? readDatabase(reader) : undefined,
    guard: reader.choice("guard", ["observe", "off", "on"]),
    ledgerKey: readLedgerKey(reader, hookSecrets),
  };
}

export const readDatabase = (reader: EnvReader): LedgerDatabase => ({
  url: readDatabaseUrl(reader),
  ca: readCa(reader),
  keepDays: readKeepDays(reader),
});

function readCa(reader: EnvReader): string | undefined {
  // A variable of one line holds its line ends as \n.
  const ca = reader.text("ledgerCa")?.replaceAll("\\n", "\n");
  if (ca !== undefined && !/-----BEGIN CERTIFICATE-----[^]+-----END CERTIFICATE-----/.test(ca)) {
    reader.report(
      "ledgerCa",
      "must be the certificate itself, from -----BEGIN CERTIFICATE----- on, and no path: a function has no files",
      "必须是证书内容本身（从 -----BEGIN CERTIFICATE----- 开始），不能是文件路径",
    );
  }
  return ca;
}

function readKeepDays(reader: EnvReader): number {
  const text = reader.text("ledgerKeepDays");
  if (text === undefined) return KEEP_DAYS;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  reader.report("ledgerKeepDays", "must be a number of days from 1 to 9999", "必须是 1 到 9999 的天数");
  return KEEP_DAYS;
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
