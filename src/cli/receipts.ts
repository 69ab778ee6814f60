import { counted } from "../command-line/counted.ts";
import { runCommand } from "../command-line/run-command.ts";
import { noteOf } from "../hook/aliyun/error-codes.ts";
import { createCall } from "../hook/aliyun/sender.ts";
import { createSignForm } from "../hook/aliyun/sign-form.ts";
import { createAskCredentials } from "../hook/config/ask-credentials.ts";
import { cleanValue } from "../hook/config/clean-value.ts";
import { type Config, readConfig } from "../hook/config/config.ts";
import { ConfigError } from "../hook/config/env-reader.ts";
import { type Env, VARIABLES } from "../hook/config/variables.ts";
import { createKeyedHash } from "../hook/ledger/keyed-hash.ts";
import { RECEIVE, reportsOf } from "../hook/ledger/postgres-receipts.ts";
import type { PhoneNumber } from "../hook/sms/phone-number.ts";
import { askForReceipts, type AskOutcome } from "./ask-for-receipts.ts";
import { envWithFile } from "./env-with-file.ts";
import { givenNumbers } from "./given-numbers.ts";
import { anySent, missingReceipts, numbersOfUsers } from "./missing-receipts.ts";
import { createQueryReceipts } from "./query-receipts.ts";
import { readForCommand } from "./read-for-command.ts";
import { daysOf, RECEIPTS } from "./receipts-arguments.ts";
import { readingsOf } from "./typed-number.ts";
import { type Sentence, withLedgerDatabase } from "./with-ledger-database.ts";

// `npm run receipts`: where no push of receipts can reach the function, asks the provider for them.
await runCommand(RECEIPTS, async (line) => {
  const { language } = line;
  const days = daysOf(line);
  const given = givenNumbers(line);
  const env = envWithFile(line.flags["env-file"], language);
  const config = readForCommand(language, () => configOf(env));
  await withLedgerDatabase({ name: RECEIPTS.name, env, language }, async (client) => {
    const missing = await missingReceipts(client, days);
    if (missing.length === 0) return nothingMissing(days, await anySent(client, days));
    const ofUsers = await numbersOfUsers(client, missing);
    const digits = numbersByHash([...given, ...ofUsers.map(readingsOf)], config.ledgerKey);
    const askProvider = createCall({
      askCredentials: createAskCredentials(config),
      signForm: createSignForm({ now: Date.now, randomUuid: () => crypto.randomUUID() }),
      fetch,
    });
    const query = createQueryReceipts({ askProvider, now: Date.now });
    const outcome = await askForReceipts({ missing, digits, routes: config.routes, query });
    await client.query(RECEIVE, [reportsOf(outcome.receipts)]);
    if (outcome.code !== undefined || askedNothing(outcome)) process.exitCode = 1;
    return sentenceOf(outcome, given.length);
  });
});

/** A job that never learns a number would otherwise look as if it worked. */
function askedNothing({ receipts, waiting, numberUnknown }: AskOutcome): boolean {
  return numberUnknown > 0 && receipts.length + waiting === 0;
}

/** Where nobody says which ledger, it is the one of the address; what the function keeps in memory is in none. */
function configOf(env: Env): Config {
  const [variable] = VARIABLES.ledger;
  const config = readConfig({ ...env, [variable]: cleanValue(env[variable]) ?? "postgres" });
  if (config.ledger === "postgres") return config;
  throw new ConfigError([{
    variable,
    en:
      "is memory: such a function writes no SMS into a database, so there is nothing to ask for; receipts takes postgres",
    zh: "为 memory：此时函数不会把短信写入数据库，没有可查询的内容；查询回执需设为 postgres",
  }]);
}

/** That all have arrived would be a comfort that an empty ledger cannot give. */
function nothingMissing(days: number, anything: boolean): Sentence {
  const last = days === 1 ? "day" : `${days} days`;
  return anything
    ? { en: `Every SMS of the last ${last} has its receipt.`, zh: `最近 ${days} 天的短信都已有回执。` }
    : {
      en: `The ledger has no SMS of the last ${last}, so there is nothing to ask for.`,
      zh: `账本中没有最近 ${days} 天的短信，无需查询。`,
    };
}

function numbersByHash(numbers: readonly (readonly PhoneNumber[])[], ledgerKey: string): Map<string, string> {
  const keyedHash = createKeyedHash(ledgerKey);
  return new Map(numbers.flat().map(({ e164, digits }) => [keyedHash("number", e164), digits]));
}

function sentenceOf(
  { receipts, waiting, numberUnknown, cannotBeAsked, code }: AskOutcome,
  given: number,
): Sentence {
  const delivered = receipts.filter((one) => one.delivered).length;
  const undelivered = receipts.length - delivered;
  const parts: (Sentence | false)[] = [
    {
      en:
        `Receipts: ${delivered} delivered, ${undelivered} not delivered; ${waiting} of those asked for still without one.`,
      zh: `回执：已送达 ${delivered} 条，未送达 ${undelivered} 条；已查询的短信中仍无回执 ${waiting} 条。`,
    },
    numberUnknown > 0 && (given > 0 ? notAmongGiven(numberUnknown, given) : {
      en:
        `${numberUnknown} not asked for: Auth's tables do not give their number here; give it with --numbers-from <file>, or with --number.`,
      zh:
        `${numberUnknown} 条未查询：无法从 Auth 的表中得到号码，请用 --numbers-from <文件> 或 --number 提供。`,
    }),
    cannotBeAsked > 0 && {
      en:
        `${cannotBeAsked} cannot be asked for: sent through dypnsapi, or no route of their API is left; receipts of ` +
        "dypnsapi come by push only.",
      zh:
        `${cannotBeAsked} 条无法查询：经 dypnsapi 发送，或其 API 已无对应路由；dypnsapi 的回执只能通过推送获得。`,
    },
    code !== undefined && stoppedBy(code),
  ];
  const said = parts.filter((part) => part !== false);
  return { en: said.map(({ en }) => en).join("\n"), zh: said.map(({ zh }) => zh).join("\n") };
}

function notAmongGiven(unknown: number, given: number): Sentence {
  return {
    en:
      `${unknown} not asked for: sent to none of the ${
        counted(given, "number")
      } given, and to none in Auth's ` +
      "tables here. Are they whole, with their country code, and is SMS_LEDGER_KEY (or the hook secret) the function's?",
    zh:
      `${unknown} 条未查询：所给的 ${given} 个号码和 Auth 的表中都没有对应的号码。请确认号码完整并带国家代码，` +
      "且 SMS_LEDGER_KEY（或 Hook 密钥）与函数一致。",
  };
}

function stoppedBy(code: string): Sentence {
  if (/RAM|NoPermission|Forbidden/.test(code)) {
    return {
      en:
        `Stopped: the RAM user may not ask (${code}): grant dysms:QuerySendDetails, and dysms:QueryMessage for globe.`,
      zh:
        `已停止：RAM 用户无查询权限（${code}）：请授予 dysms:QuerySendDetails，globe 还需 dysms:QueryMessage。`,
    };
  }
  const note = noteOf(code);
  return {
    en: `Stopped: the provider did not answer (${code})${note ? `: ${note.en}` : ""}`,
    zh: `已停止：服务商未应答（${code}）${note ? `：${note.zh}` : ""}`,
  };
}
