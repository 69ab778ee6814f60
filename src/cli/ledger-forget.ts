import { runCommand } from "../command-line/run-command.ts";
import { usageError } from "../command-line/usage-error.ts";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readHookSecrets } from "../hook/config/read-hook-secrets.ts";
import { readLedger } from "../hook/config/read-ledger.ts";
import type { Env } from "../hook/config/variables.ts";
import { createKeyedHash } from "../hook/ledger/keyed-hash.ts";
import { parsePhoneNumber } from "../hook/sms/phone-number.ts";
import { ENV_FILE_FLAG, ENV_FILE_HELP, envWithFile } from "./env-with-file.ts";
import { withLedgerDatabase } from "./with-ledger-database.ts";

// `npm run ledger:forget -- +8613800138000`: deletes what the ledger keeps of one number. The number is hashed here,
// with the key that the function has, and goes no further.
const NAME = "npm run ledger:forget";
const HELP = {
  en: `npm run ledger:forget -- +8613800138000 [--env-file <file>]

  Deletes what the ledger keeps of one number, which is given in E.164. SMS_LEDGER_KEY or the hook secret must be as
  in the function, and SMS_LEDGER_DATABASE_URL names the database.

${ENV_FILE_HELP.en}`,
  zh: `npm run ledger:forget -- +8613800138000 [--env-file <file>]

  删除账本中某个号码的数据，号码使用 E.164 格式。SMS_LEDGER_KEY 或 Hook 密钥须与函数一致，数据库由 SMS_LEDGER_DATABASE_URL 指定。

${ENV_FILE_HELP.zh}`,
};

const COMMAND = { name: NAME, flags: ENV_FILE_FLAG, words: 1, help: HELP };

await runCommand(COMMAND, async ({ flags, words: [given = ""] }) => {
  const phone = parsePhoneNumber(given, "refuse");
  if (!phone.ok) {
    // Not which: a number stands in no error.
    throw usageError(
      NAME,
      "Cannot forget: one number is expected, in E.164, such as +8613800138000",
      "请给出一个 E.164 格式的号码，例如 +8613800138000",
    );
  }
  const env = envWithFile(flags["env-file"]);
  const numberHash = hashOf(phone.value.e164, env);
  if (numberHash !== undefined) {
    await withLedgerDatabase(env, async (client) => {
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
});

function hashOf(e164: string, env: Env): string | undefined {
  const reader = createEnvReader({ ...env, SMS_LEDGER: "postgres" });
  const { ledgerKey } = readLedger(reader, readHookSecrets(reader));
  if (reader.problems.length === 0) return createKeyedHash(ledgerKey)("number", e164);
  process.stderr.write(`${new ConfigError(reader.problems).message}\n`);
  process.exitCode = 1;
  return undefined;
}
