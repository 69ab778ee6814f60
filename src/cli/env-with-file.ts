import process from "node:process";
import type { Language } from "../command-line/terminal-language.ts";
import type { Env } from "../hook/config/variables.ts";
import { withEnvFile } from "../serve/env-file.ts";
import { unreadNames } from "./unread-names.ts";

/**
 * This process's environment and, behind it, what `--env-file` names: so an owner's SMS_LEDGER_DATABASE_URL can stand
 * before a file that is the function's. Says which of them are misspelt.
 * @throws {Error} with what is wrong with the file, in both languages
 */
export function envWithFile(file: string | undefined, language: Language): Env {
  const { env, notice } = withEnvFile(file, process.env);
  for (const line of [...(notice ? [notice[language]] : []), ...unreadNames(env, language)]) {
    process.stderr.write(`${line}\n`);
  }
  return env;
}

export const ENV_FILE_FLAG = { "env-file": { type: "string" } } as const;
export const ENV_FILE_HELP = {
  en: "  --env-file <file>   variables from a file such as .env; those of the environment go before it",
  zh: "  --env-file <file>   从 .env 等文件读取变量，环境中已有的变量优先",
};
