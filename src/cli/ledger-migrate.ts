import type { Client } from "pg";
import { runCommand } from "../command-line/run-command.ts";
import { ENV_FILE_FLAG, ENV_FILE_HELP, envWithFile } from "./env-with-file.ts";
import { cleanValue } from "../hook/config/clean-value.ts";
import { readPrices } from "../hook/config/read-prices.ts";
import { type Env, VARIABLES } from "../hook/config/variables.ts";
import { SCHEMA_VERSION } from "../hook/ledger/postgres-start.ts";
import { guardsBlindness } from "../operator/doctor/guards-sight.ts";
import { asOwner, type Migrated, migrateLedger } from "./migrate-ledger.ts";
import { writePrices } from "./ledger-prices.ts";
import { readForCommand } from "./read-for-command.ts";
import { type Sentence, withLedgerDatabase } from "./with-ledger-database.ts";

// `npm run ledger:migrate`: brings the ledger of SMS_LEDGER_DATABASE_URL to this release.
const HELP = {
  en: `npm run ledger:migrate [-- --env-file <file>]

  Creates the ledger's tables in SMS_LEDGER_DATABASE_URL, or brings them to this release, and keeps the prices of
  SMS_PRICE_… where they are set. Run it as their owner.

${ENV_FILE_HELP.en}`,
  zh: `npm run ledger:migrate [-- --env-file <file>]

  在 SMS_LEDGER_DATABASE_URL 指向的数据库中创建账本的表，或升级到当前版本；设置了 SMS_PRICE_… 时一并写入价格。
  请以表的所有者身份运行。

${ENV_FILE_HELP.zh}`,
};

const NAME = "npm run ledger:migrate";

/** The ledger is there then, and no function can use it. */
const NO_HOOK_ROLE: Sentence = {
  en:
    "No function can use the ledger yet: the server has no role send_sms_hook, and this one may not make it, for it lacks " +
    "CREATEROLE. As a superuser or a role with CREATEROLE, run `create role send_sms_hook nologin`, then this again.",
  zh:
    "函数还不能使用账本：服务器上没有角色 send_sms_hook，而当前角色没有 CREATEROLE 权限，无法创建。请以超级用户或有 CREATEROLE " +
    "权限的角色执行 `create role send_sms_hook nologin`，然后重新运行本命令。",
};

await runCommand({ name: NAME, flags: ENV_FILE_FLAG, help: HELP }, async ({ flags, language }) => {
  const env = envWithFile(flags["env-file"], language);
  const prices = readForCommand(language, () => readPrices(env));
  await withLedgerDatabase({ name: NAME, env, language }, async (client) => {
    const done = await migrateLedger(client);
    // Where a later release keeps its prices, and how, is not known here.
    if (done.from > SCHEMA_VERSION) return leftAlone(placeOf(client), done.to, prices !== undefined);
    if (!done.hookRole) process.exitCode = 1;
    const made = joined(sentenceOf(placeOf(client), done), done.hookRole ? undefined : NO_HOOK_ROLE);
    const migrated = joined(made, await guardsSight(client, env));
    if (!prices) return migrated;
    const query = async (text: string, values: readonly unknown[] = []) =>
      (await client.query(text, [...values])).rows;
    return joined(migrated, await asOwner(client, () => writePrices(query, prices)));
  });
});

function joined(one: Sentence, other: Sentence | undefined): Sentence {
  return other === undefined ? one : { en: `${one.en}\n${other.en}`, zh: `${one.zh}\n${other.zh}` };
}

/** Nothing, where nobody wants a guard. */
async function guardsSight(client: Client, env: Env): Promise<Sentence | undefined> {
  if (cleanValue(env[VARIABLES.guard[0]])?.toLowerCase() === "off") return undefined;
  const blindness = await guardsBlindness(async (text) => (await client.query(text)).rows[0]);
  if (!blindness) return undefined;
  const { problem, remedy } = blindness;
  return {
    en:
      `Nobody can tell here who verified, so the guard finds nothing: ${problem.en}. ${remedy.en}; where that may ` +
      "not be done, set SMS_GUARD=off and rely on limits.",
    zh:
      `无法判断谁完成了验证，因此防盗刷机制不会发现任何来源：${problem.zh}。${remedy.zh}；若无法做到，请设置 SMS_GUARD=off 并依靠限额。`,
  };
}

function leftAlone(place: string, version: number, withPrices: boolean): Sentence {
  const prices = withPrices
    ? { en: "; SMS_PRICE_… was not written", zh: "，SMS_PRICE_… 也未写入" }
    : { en: "", zh: "" };
  return {
    en:
      `The ledger in ${place} is at version ${version}, of a later release than this one (${SCHEMA_VERSION}); it was ` +
      `left as it is${prices.en}.`,
    zh: `${place} 中的账本已是版本 ${version}，高于当前程序的版本 ${SCHEMA_VERSION}，未作改动${prices.zh}。`,
  };
}

function sentenceOf(place: string, { from, to }: Migrated): Sentence {
  if (from === to) {
    return {
      en: `The ledger in ${place} is at version ${to} already; its functions and rights were set again.`,
      zh: `${place} 中的账本已是版本 ${to}，已重新写入函数并设置权限。`,
    };
  }
  return from === 0
    ? { en: `Ledger created in ${place}, version ${to}.`, zh: `已在 ${place} 中创建账本，版本 ${to}。` }
    : {
      en: `Ledger in ${place} brought from version ${from} to ${to}.`,
      zh: `${place} 中的账本已从版本 ${from} 升级到 ${to}。`,
    };
}

/** An address may leave the database out, or come from a file: what it was is seen nowhere else. */
function placeOf({ user, host, port, database }: Client): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${user}@${name}:${port}/${database}`;
}
