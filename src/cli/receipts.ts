import { readFileSync } from "node:fs";
import { noteOf } from "../hook/aliyun/error-codes.ts";
import { createCall } from "../hook/aliyun/sender.ts";
import { createSignForm } from "../hook/aliyun/sign-form.ts";
import { createAskCredentials } from "../hook/config/ask-credentials.ts";
import { type Config, readConfig } from "../hook/config/config.ts";
import type { Env } from "../hook/config/variables.ts";
import { createKeyedHash } from "../hook/ledger/keyed-hash.ts";
import { RECEIVE, reportsOf } from "../hook/ledger/postgres-receipts.ts";
import { parsePhoneNumber } from "../hook/sms/phone-number.ts";
import { askForReceipts, type AskOutcome } from "./ask-for-receipts.ts";
import { anySent, missingReceipts, numbersOfUsers } from "./missing-receipts.ts";
import { envWithFile } from "./env-with-file.ts";
import { createQueryReceipts } from "./query-receipts.ts";
import { readReceiptsArguments, type ReceiptsArguments, USAGE } from "./receipts-arguments.ts";
import { ownArguments } from "../command-line/own-arguments.ts";
import { terminalLanguage } from "../command-line/terminal-language.ts";
import { type Sentence, withLedgerDatabase } from "./with-ledger-database.ts";

// `npm run receipts`: where no push of receipts can reach the function, asks the provider for them.
const given = argumentsOrUsage();
const env = given && environmentOf(given.envFile);
if (given && env) {
  await withLedgerDatabase(env, async (client) => {
    const config = readConfig({ ...env, SMS_LEDGER: "postgres" });
    const missing = await missingReceipts(client, given.days);
    if (missing.length === 0) return nothingMissing(given.days, await anySent(client, given.days));
    const typed = [...given.numbers, ...linesOf(given.numbersFrom)];
    const digits = numbersByHash([...typed, ...await numbersOfUsers(client, missing)], config);
    const askProvider = createCall({
      askCredentials: createAskCredentials(config),
      signForm: createSignForm({ now: Date.now, randomUuid: () => crypto.randomUUID() }),
      fetch,
    });
    const query = createQueryReceipts({ askProvider, now: Date.now });
    const outcome = await askForReceipts({ missing, digits, routes: config.routes, query });
    await client.query(RECEIVE, [reportsOf(outcome.receipts)]);
    if (outcome.code !== undefined) process.exitCode = 1;
    return sentenceOf(outcome);
  });
}

function argumentsOrUsage(): ReceiptsArguments | undefined {
  const language = terminalLanguage(process.env);
  const read = readReceiptsArguments(ownArguments());
  if (read.ok && !read.value.help) return read.value;
  if (read.ok) process.stdout.write(`${USAGE[language]}\n`);
  else {
    process.stderr.write(`${read.error[language]}\n\n${USAGE[language]}\n`);
    process.exitCode = 1;
  }
  return undefined;
}

function environmentOf(file: string | undefined): Env | undefined {
  try {
    return envWithFile(file);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

/** That all have arrived would be a comfort that an empty ledger cannot give. */
function nothingMissing(days: number, anything: boolean): Sentence {
  return anything
    ? { en: `Every SMS of the last ${days} days has its receipt.`, zh: `最近 ${days} 天的短信都已有回执。` }
    : {
      en: `The ledger has no SMS of the last ${days} days, so there is nothing to ask for.`,
      zh: `账本中没有最近 ${days} 天的短信，无需查询。`,
    };
}

function linesOf(path: string | undefined): string[] {
  if (path === undefined) return [];
  return readFileSync(path === "-" ? 0 : path, "utf8").split(/\r?\n/).map((line) => line.trim()).filter(
    Boolean,
  );
}

function numbersByHash(numbers: readonly string[], { bareNumbers, ledgerKey }: Config): Map<string, string> {
  const keyedHash = createKeyedHash(ledgerKey);
  return new Map(numbers.flatMap((text) => {
    const phone = parsePhoneNumber(text, bareNumbers);
    return phone.ok ? [[keyedHash("number", phone.value.e164), phone.value.digits]] : [];
  }));
}

function sentenceOf({ receipts, waiting, numberUnknown, cannotBeAsked, code }: AskOutcome): Sentence {
  const delivered = receipts.filter((one) => one.delivered).length;
  const undelivered = receipts.length - delivered;
  const parts: (Sentence | false)[] = [
    {
      en: `Receipts: ${delivered} delivered, ${undelivered} not delivered; ${waiting} still without one.`,
      zh: `回执：已送达 ${delivered} 条，未送达 ${undelivered} 条；仍无回执 ${waiting} 条。`,
    },
    numberUnknown > 0 && {
      en:
        `${numberUnknown} not asked for: Auth's tables do not give their number here; give it with --number.`,
      zh: `${numberUnknown} 条未查询：无法从 Auth 的表中得到号码，请用 --number 指定。`,
    },
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
