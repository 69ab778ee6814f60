import { counted } from "../command-line/counted.ts";
import { runCommand } from "../command-line/run-command.ts";
import { usageError } from "../command-line/usage-error.ts";
import { ConfigError, type Problem } from "../hook/config/env-reader.ts";
import type { Env } from "../hook/config/variables.ts";
import { createKeyedHash } from "../hook/ledger/keyed-hash.ts";
import { ENV_FILE_FLAG, ENV_FILE_HELP, envWithFile } from "./env-with-file.ts";
import { ledgerKeyIn } from "./ledger-key.ts";
import { readForCommand } from "./read-for-command.ts";
import { NUMBER_PROBLEMS, readWholeNumber } from "./typed-number.ts";
import { type Sentence, withLedgerDatabase } from "./with-ledger-database.ts";

// `npm run ledger:forget -- +8613800138000`: deletes what the ledger keeps of one number. The number is hashed here,
// with the key that the function has, and goes no further.
const NAME = "npm run ledger:forget";
const HELP = {
  en: `npm run ledger:forget -- +8613800138000 [--env-file <file>]

  Deletes what the ledger keeps of one number, which is given with its plus sign and country code. SMS_LEDGER_KEY or,
  where there is none, the hook secret must be as in the function; SMS_LEDGER_DATABASE_URL names the ledger's owner.

${ENV_FILE_HELP.en}`,
  zh: `npm run ledger:forget -- +8613800138000 [--env-file <file>]

  删除账本中某个号码的数据，号码须带加号和国家代码。SMS_LEDGER_KEY（未设置时为 Hook 密钥）须与函数一致，
  SMS_LEDGER_DATABASE_URL 须为账本所有者的地址。

${ENV_FILE_HELP.zh}`,
};

const NOTHING: Forgotten = { requests: 0, receipts: 0, counters: 0, kept: 0 };
const COMMAND = { name: NAME, flags: ENV_FILE_FLAG, words: 1, help: HELP };

await runCommand(COMMAND, async ({ flags, words: [given = ""], language }) => {
  const phone = readWholeNumber(given);
  if (!phone.ok) {
    const { en, zh } = NUMBER_PROBLEMS[phone.error];
    throw usageError(NAME, `Cannot forget: ${en}`, `无法删除号码的数据：${zh}`);
  }
  const env = envWithFile(flags["env-file"], language);
  const numberHash = createKeyedHash(readForCommand(language, () => keyOf(env)))("number", phone.value.e164);
  await withLedgerDatabase({ name: NAME, env, language }, async (client) => {
    const { rows } = await client.query<{ forgotten: Forgotten }>("select send_sms.forget($1) as forgotten", [
      numberHash,
    ]);
    const forgotten = rows[0]?.forgotten ?? NOTHING;
    // What is kept is not forgotten yet.
    if (isNothing(forgotten) || forgotten.kept > 0) process.exitCode = 1;
    return sentenceOf(forgotten);
  });
});

function keyOf(env: Env): string {
  const problems: Problem[] = [];
  const key = ledgerKeyIn(env, problems);
  if (key === undefined) {
    problems.push({
      variable: "SMS_LEDGER_KEY",
      en:
        "is not set: set it as in the function; where the function has none, SEND_SMS_HOOK_SECRETS as there",
      zh: "未设置：请填写与函数相同的值；若函数未设置，请填写与函数相同的 SEND_SMS_HOOK_SECRETS",
    });
  }
  if (key === undefined || problems.length > 0) throw new ConfigError(problems);
  return key;
}

interface Forgotten {
  readonly requests: number;
  readonly receipts: number;
  readonly counters: number;
  readonly kept: number;
}

/** A wrong key finds as little as an empty ledger, so that a number may be kept that a script takes for deleted. */
function isNothing({ requests, receipts, counters, kept }: Forgotten): boolean {
  return requests + receipts + counters + kept === 0;
}

function sentenceOf(forgotten: Forgotten): Sentence {
  const { requests, receipts, counters, kept } = forgotten;
  if (isNothing(forgotten)) {
    return {
      en:
        "Nothing was found of this number under this key, and nothing was deleted. Is the country code right, and " +
        "SMS_LEDGER_KEY (or the hook secret) the function's?",
      zh:
        "使用该密钥未找到此号码的任何数据，未删除任何内容。请确认国家代码正确，且 SMS_LEDGER_KEY（或 Hook 密钥）与函数一致。",
    };
  }
  const later = kept > 0
    ? {
      en: `; ${
        counted(kept, "request")
      } of the last ten minutes kept, for Auth may repeat them: run this again later`,
      zh: `；最近十分钟内的 ${kept} 条请求因可能被 Auth 重试而保留，请稍后再次运行`,
    }
    : { en: "", zh: "" };
  const deleted = [counted(requests, "request"), counted(receipts, "receipt"), counted(counters, "window")];
  return {
    en: `Deleted: ${deleted.join(", ")}${later.en}.`,
    zh: `已删除：${requests} 条请求、${receipts} 条回执、${counters} 个窗口${later.zh}。`,
  };
}
