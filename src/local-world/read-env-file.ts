import { parseEnv } from "node:util";
import type { Env } from "../command-line/terminal-language.ts";
import { envTextOf } from "../serve/env-file.ts";

/**
 * The variables of a file, by Node's own rules for `--env-file`.
 * @throws {Error} If it cannot be read; the text is for people, in both languages.
 */
export function readEnvFile(path: string): Env {
  try {
    return parseEnv(envTextOf(path));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new Error(
      `Cannot read --env-file ${path} (${error.code}): is the path right?\n无法读取 --env-file ${path} (${error.code})：请检查路径`,
      { cause: error },
    );
  }
}
