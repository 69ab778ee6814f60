import pg from "pg";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readDatabase } from "../hook/config/read-ledger.ts";
import { type Env, VARIABLES } from "../hook/config/variables.ts";
import { downCauseOf } from "../hook/ledger/down-cause.ts";
import { misfitOf } from "../hook/ledger/postgres-start.ts";
import { terminalLanguage } from "../command-line/terminal-language.ts";
import { named } from "../serve/named-error.ts";
import { postgresOptions } from "../serve/postgres-options.ts";

export interface Sentence {
  en: string;
  zh: string;
}

/**
 * A command on the ledger's database, with the hook's own variables. Says the sentence that `run` resolves to, in the
 * terminal's language; ends with 1 and a remedy where the database or its address does not fit.
 */
export async function withLedgerDatabase(
  env: Env,
  run: (client: pg.Client) => Promise<Sentence>,
): Promise<void> {
  const say = (sentence: Sentence) => sentence[terminalLanguage(process.env)];
  try {
    const reader = createEnvReader(env);
    const { url, ca } = readDatabase(reader);
    if (reader.problems.length > 0) throw new ConfigError(reader.problems);
    const client = new pg.Client({ ...postgresOptions(url, ca), connectionTimeoutMillis: 10_000 });
    await client.connect();
    try {
      process.stdout.write(`${say(await run(client))}\n`);
    } finally {
      await client.end();
    }
  } catch (error) {
    process.stderr.write(`${say(failureOf(error))}\n`);
    process.exitCode = 1;
  }
}

/** What the operator is to change, or what the server said of our own tables. */
export function failureOf(error: unknown): Sentence {
  if (error instanceof ConfigError) return { en: error.message, zh: error.message };
  const misfit = misfitOf(named(error));
  if (misfit) {
    const [variable] = VARIABLES[misfit.setting];
    return { en: `${variable} ${misfit.en}`, zh: `${variable} ${misfit.zh}` };
  }
  const cause = downCauseOf(named(error));
  const [url] = VARIABLES.ledgerDatabaseUrl;
  if (!(error instanceof pg.DatabaseError)) {
    return {
      en: `The database cannot be reached (${cause}): check host and port of ${url}, and whether it runs`,
      zh: `无法连接数据库（${cause}）：请检查 ${url} 中的主机和端口，以及数据库是否在运行`,
    };
  }
  // Whatever else a server says of these statements names our own tables only.
  return {
    en: `The database did not do it (${cause}): ${error.message}`,
    zh: `数据库未能完成操作（${cause}）：${error.message}`,
  };
}
