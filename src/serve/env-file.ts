import { existsSync, readFileSync } from "node:fs";
import * as util from "node:util";
import { parseArgs } from "node:util";

export interface StartOptions {
  env: Record<string, string | undefined>;
  /** What to tell the operator before anything else. */
  notice?: { en: string; zh: string };
}

export const ENV_FILE_USAGE =
  `  --env-file <file>  variables from a file such as .env; those of the environment go before it / 从 .env 等文件读取变量，环境中已有的变量优先
  --help
`;

/**
 * The environment of a server, with what `--env-file` adds to it.
 * @returns undefined where help was asked for
 * @throws {Error} with what is wrong, in both languages
 */
export function startOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { "env-file": { type: "string" }, help: { type: "boolean", default: false } },
  });
  return values.help ? undefined : withEnvFile(values["env-file"], environment);
}

/** @throws {Error} with what is wrong, in both languages */
export function withEnvFile(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  if (file === undefined) return { env: { ...environment } };
  const read = readEnvFile(file);
  const count = Object.keys(read).length;
  return {
    env: { ...read, ...environment },
    notice: { en: `Variables from ${file}: ${count}`, zh: `已从 ${file} 读取 ${count} 个变量` },
  };
}

function readEnvFile(file: string): Record<string, string | undefined> {
  if (!existsSync(file)) {
    throw new Error(`Cannot read ${file}: there is no such file / 无法读取 ${file}：文件不存在`);
  }
  // Not a name of its own in the import: before Node 20.12 there is none, and the module would not load.
  if (util.parseEnv === undefined) {
    throw new Error(
      `Cannot read ${file}: this takes Node 20.12; use node --env-file=${file} / 需要 Node 20.12 及以上版本`,
    );
  }
  // Windows' editors begin a file with a byte order mark, which would be part of the first name.
  return { ...util.parseEnv(readFileSync(file, "utf8").replace(/^\uFEFF/, "")) };
}
