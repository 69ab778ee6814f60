import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readHookSecrets } from "../hook/config/read-hook-secrets.ts";
import { readLedger } from "../hook/config/read-ledger.ts";
import { createKeyedHash } from "../hook/ledger/keyed-hash.ts";
import { parsePhoneNumber } from "../hook/sms/phone-number.ts";
import { terminalLanguage } from "./terminal-language.ts";
import { withLedgerDatabase } from "./with-ledger-database.ts";

// `npm run ledger:forget -- +8613800138000`: deletes what the ledger keeps of one number. The number is hashed here,
// with the key that the function has, and goes no further.
const USAGE = {
  en:
    "npm run ledger:forget -- +8613800138000   (the number in E.164; SMS_LEDGER_KEY or the hook secret as in the " +
    "function)",
  zh: "npm run ledger:forget -- +8613800138000   （E.164 格式号码；SMS_LEDGER_KEY 或 Hook 密钥须与函数一致）",
};
const phone = parsePhoneNumber(process.argv[2] ?? "", "refuse");

if (process.argv[2] === "--help") {
  process.stdout.write(`${USAGE[terminalLanguage(process.env)]}\n`);
} else if (!phone.ok || process.argv.length !== 3) {
  process.stderr.write(`${USAGE[terminalLanguage(process.env)]}\n`);
  process.exitCode = 1;
} else {
  const numberHash = hashOf(phone.value.e164);
  if (numberHash !== undefined) {
    await withLedgerDatabase(async (client) => {
      const { rows: [row] } = await client.query("select send_sms.forget($1) as forgotten", [numberHash]);
      const { requests, receipts, counters, kept } = row?.forgotten ?? {};
      const later = kept > 0
        ? {
          en: `; ${kept} of the last ten minutes stay, for Auth may repeat them: run this again later`,
          zh: `；最近十分钟内的 ${kept} 条因可能被 Auth 重试而保留，请稍后再次运行`,
        }
        : { en: "", zh: "" };
      return {
        en: `Deleted: ${requests} requests, ${receipts} receipts, ${counters} counters${later.en}.`,
        zh: `已删除：${requests} 条请求、${receipts} 条回执、${counters} 个计数${later.zh}。`,
      };
    });
  }
}

function hashOf(e164: string): string | undefined {
  const reader = createEnvReader({ ...process.env, SMS_LEDGER: "postgres" });
  const { ledgerKey } = readLedger(reader, readHookSecrets(reader));
  if (reader.problems.length === 0) return createKeyedHash(ledgerKey)("number", e164);
  process.stderr.write(`${new ConfigError(reader.problems).message}\n`);
  process.exitCode = 1;
  return undefined;
}
