import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import type { Env } from "../command-line/terminal-language.ts";

/**
 * The variables of a file, by Node's own rules for `--env-file`.
 * @throws {Error} If it cannot be read; the text is for people, in both languages.
 */
export function readEnvFile(path: string): Env {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new Error(
      `Cannot read --env-file ${path}${code}: is the path right?\n无法读取 --env-file ${path}${code}：请检查路径`,
      { cause: error },
    );
  }
}
