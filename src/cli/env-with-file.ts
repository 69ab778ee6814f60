import process from "node:process";
import type { Env } from "../hook/config/variables.ts";
import { withEnvFile } from "../serve/env-file.ts";

/**
 * This process's environment and, behind it, what `--env-file` names: so an owner's SMS_LEDGER_DATABASE_URL can stand
 * before a file that is the function's.
 * @throws {Error} with what is wrong with the file, in both languages
 */
export function envWithFile(file: string | undefined): Env {
  const { env, notice } = withEnvFile(file, process.env);
  if (notice) process.stderr.write(`${notice}\n`);
  return env;
}

export const ENV_FILE_FLAG = { "env-file": { type: "string" } } as const;
export const ENV_FILE_HELP = {
  en: "  --env-file <file>   variables from a file such as .env; those of the environment go before it",
  zh: "  --env-file <file>   从 .env 等文件读取变量，环境中已有的变量优先",
};
