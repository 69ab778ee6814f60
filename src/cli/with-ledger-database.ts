import pg from "pg";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readDatabase } from "../hook/config/read-ledger.ts";
import { type Env, VARIABLES } from "../hook/config/variables.ts";
import { downCauseOf } from "../hook/ledger/down-cause.ts";
import { misfitOf } from "../hook/ledger/postgres-start.ts";
import type { Language } from "../command-line/terminal-language.ts";
import { lesserOwner } from "../serve/lesser-owner.ts";
import { named } from "../serve/named-error.ts";
import { postgresOptions } from "../serve/postgres-options.ts";
import { sentenceOfProblems } from "./read-for-command.ts";

export interface Sentence {
  en: string;
  zh: string;
}

export interface LedgerCommand {
  /** As a person types it: `npm run receipts`. */
  readonly name: string;
  readonly env: Env;
  readonly language: Language;
}

/**
 * A command on the ledger's database, with the hook's own variables. Says the sentence that `run` resolves to, in the
 * terminal's language; ends with 1 and a remedy where the database or its address does not fit. What of the command's
 * own can fail, such as a file, is best read before.
 * @throws what `run` throws, where that is not the database's
 */
export async function withLedgerDatabase(
  { name, env, language }: LedgerCommand,
  run: (client: pg.Client) => Promise<Sentence>,
): Promise<void> {
  let ours = false;
  try {
    const reader = createEnvReader(env);
    const { url, ca } = readDatabase(reader);
    if (reader.problems.length > 0) throw new ConfigError(reader.problems);
    const client = new pg.Client({ ...postgresOptions(url, ca), connectionTimeoutMillis: 10_000 });
    await client.connect().catch(async (error: unknown) => {
      // One that only asks for a password keeps the connection, and this process with it, for a minute.
      await client.end();
      throw error;
    });
    try {
      const foreign = await lesserOwner(async (text) => (await client.query(text)).rows);
      if (foreign) throw new ConfigError([{ variable: VARIABLES.ledgerDatabaseUrl[0], ...foreign }]);
      process.stdout.write(`${(await run(client))[language]}\n`);
    } catch (error) {
      if (!isOfDatabase(error)) ours = true;
      throw error;
    } finally {
      await client.end();
    }
  } catch (error) {
    if (ours) throw error;
    process.stderr.write(`${failureOf(error, name)[language]}\n`);
    process.exitCode = 1;
  }
}

/** Anything else that comes of questions to a database that was reached is a fault of the command, and no host's. */
const isOfDatabase = (error: unknown): boolean =>
  error instanceof ConfigError || error instanceof pg.DatabaseError ||
  downCauseOf(named(error)) !== "unknown";

/** What the operator is to change, or what the server said of our own tables. */
export function failureOf(error: unknown, command: string): Sentence {
  if (error instanceof ConfigError) return sentenceOfProblems(error.problems);
  const [url] = VARIABLES.ledgerDatabaseUrl;
  if (isRefusal(error)) return command === LOOKS_ONLY ? MAY_NOT_READ : needsOwner(url, command);
  const misfit = misfitOf(named(error));
  if (misfit) {
    const [variable] = VARIABLES[misfit.setting];
    return { en: `${variable} ${misfit.en}`, zh: `${variable} ${misfit.zh}` };
  }
  const cause = downCauseOf(named(error));
  if (!(error instanceof pg.DatabaseError)) {
    return {
      en: `The database cannot be reached (${cause}): check host and port of ${url}, and whether it runs`,
      zh: `无法连接数据库（${cause}）：请检查 ${url} 中的主机和端口，以及数据库是否在运行`,
    };
  }
  if (error.code === LOCK_NOT_AVAILABLE) {
    return {
      en:
        "Somebody reads or changes the ledger for longer than five seconds, such as a dashboard; nothing was changed. Run " +
        "this again once they are done.",
      zh: "有人正在读取或修改账本（例如看板），超过五秒仍未结束；未作任何改动。请待其结束后重新运行。",
    };
  }
  if (error.code === DEPENDENT_OBJECTS) {
    return {
      en:
        `The database did not do it (${cause}): ${error.message} (${error.detail}). Drop what depends on it, run ` +
        "this again, and make it anew on what is there then.",
      zh:
        `数据库未能完成操作（${cause}）：${error.message}（${error.detail}）。请先删除依赖它的对象，重新运行本命令，再按新的结构重建。`,
    };
  }
  // Whatever else a server says of these statements names our own tables only.
  return {
    en: `The database did not do it (${cause}): ${error.message}`,
    zh: `数据库未能完成操作（${cause}）：${error.message}`,
  };
}

/** `lock_not_available` (PostgreSQL manual, appendix A). */
const LOCK_NOT_AVAILABLE = "55P03";
/** `dependent_objects_still_exist` (PostgreSQL manual, appendix A): such as a view that the owner has made on ours. */
const DEPENDENT_OBJECTS = "2BP01";

/** `insufficient_privilege` (PostgreSQL manual, appendix A). */
const isRefusal = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === "42501";

/** The function's own role, which its file names, has the rights of a function, and no grant makes it more. */
const needsOwner = (url: string, command: string): Sentence => ({
  en:
    `This command needs the ledger's owner, and ${url} names another role, such as the function's: put the owner's ` +
    `address before the command, where it goes before a file: ${url}='<the owner's address>' ${command} …`,
  zh:
    `此命令须由账本的所有者运行，而 ${url} 中是其他角色（例如函数使用的角色）。请在命令前写上所有者的地址，它优先于文件中的值：` +
    `${url}='<所有者的地址>' ${command} …`,
});

/** It does with less than the owner: what `let_read` gives. */
const LOOKS_ONLY = "npm run console";
const [URL_VARIABLE] = VARIABLES.ledgerDatabaseUrl;
export const MAY_NOT_READ: Sentence = {
  en:
    `The role of ${URL_VARIABLE} may not read the ledger: as the ledger's owner run select send_sms.let_read('<role>'); for a ` +
    "grant of the tables, or pg_read_all_data, is not enough, and send_sms_hook never may; or use the owner's address.",
  zh:
    `${URL_VARIABLE} 中的角色无权读取账本：请以账本所有者身份执行 select send_sms.let_read('<角色>');（仅授予表的权限或 pg_read_all_data ` +
    "并不够，send_sms_hook 也不可授权），或改用所有者的地址。",
};
