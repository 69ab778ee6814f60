import { existsSync, readFileSync } from "node:fs";
import * as util from "node:util";
import { parseArgs } from "node:util";
import { linesOf } from "./env-lines.ts";

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
  return { ...util.parseEnv(envTextOf(file)) };
}

/**
 * What Node's parser is to read of a file.
 * @throws {Error} where it holds a line that is no assignment, and the parser would take the next for a part of it: a
 * limit that is silently off costs money. Never with the line, which may be a secret.
 */
export function envTextOf(file: string): string {
  // Windows' editors begin a file with a byte order mark, which would be part of the first name.
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const { unread, assignments } = linesOf(text);
  const lost = unread.filter(({ isLost }) => isLost);
  if (lost.length === 0) return assignments;
  const shown = lost.slice(0, LINES_SHOWN);
  const more = lost.length > shown.length;
  const en = shown.map(({ number, seen }) => `line ${number} (${seen.en})`).join(", ");
  const zh = shown.map(({ number, seen }) => `第 ${number} 行（${seen.zh}）`).join("、");
  throw new Error(
    `Cannot read ${file}: no NAME=value stands on ${en}${
      more ? ", …" : ""
    }; such a line would not be read, nor the next ` +
      "one with it: write NAME=value, or begin a comment with #\n" +
      `无法读取 ${file}：${zh}${
        more ? "……" : ""
      }不是 NAME=value 的形式；这样的行读不到，还会使下一行也读不到：` +
      "请写成 NAME=value，注释以 # 开头",
  );
}

const LINES_SHOWN = 5;
