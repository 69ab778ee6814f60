import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Text } from "../text.ts";

export interface IntoDeps {
  /** The function as one file, with the driver of the Postgres ledger. */
  bundle(): Promise<string>;
  /** Paths of the ledger's migrations, in their order. */
  migrations(): Promise<string[]>;
}

export type Into =
  | { status: "done"; said: Text[] }
  | { status: "no_project"; said: Text[] };

const SECTION = `
[functions.send-sms]
enabled = true
# Auth sends no token, it signs; the function checks the signature of every request.
verify_jwt = false
entrypoint = "./functions/send-sms/index.js"
`;
const HAS_SECTION = /^[ \t]*\[[ \t]*functions[ \t]*\.[ \t]*"?send-sms"?[ \t]*\]/m;

/**
 * Adds the function to a Supabase repository: one file, its section of `config.toml`, the ledger's migrations. What is
 * there already is kept and told of; run twice it changes nothing.
 * @param force replaces a function that is there and differs
 */
export async function addInto(
  project: string,
  { bundle, migrations }: IntoDeps,
  force: boolean,
): Promise<Into> {
  const supabase = join(project, "supabase");
  const config = await readFile(join(supabase, "config.toml"), "utf8").catch(() => undefined);
  if (config === undefined) {
    return {
      status: "no_project",
      said: [{
        en: `${join(project, "supabase/config.toml")} is not there: run supabase init in that folder first`,
        zh: `没有找到 ${join(project, "supabase/config.toml")}：请先在该目录运行 supabase init`,
      }],
    };
  }
  const said = [
    await add(join(supabase, "functions/send-sms/index.js"), await bundle(), force),
    await addSection(join(supabase, "config.toml"), config),
  ];
  for (const migration of await migrations()) {
    said.push(
      await add(join(supabase, "migrations", basename(migration)), await readFile(migration, "utf8"), false),
    );
  }
  return { status: "done", said };
}

async function add(file: string, text: string, replace: boolean): Promise<Text> {
  const there = await readFile(file, "utf8").catch(() => undefined);
  if (there === text) return { en: `${file}: there already`, zh: `${file}：已存在` };
  if (there !== undefined && !replace) {
    return {
      en: `${file}: kept as it is, although it differs (--force replaces the function)`,
      zh: `${file}：内容不同，保持原样（--force 可替换函数文件）`,
    };
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return { en: `${file}: written`, zh: `${file}：已写入` };
}

async function addSection(file: string, config: string): Promise<Text> {
  if (HAS_SECTION.test(config)) {
    return {
      en:
        `${file}: its section [functions.send-sms] is kept; it needs verify_jwt = false and entrypoint = "./functions/send-sms/index.js"`,
      zh:
        `${file}：保留已有的 [functions.send-sms]；其中需要 verify_jwt = false 和 entrypoint = "./functions/send-sms/index.js"`,
    };
  }
  const lineEnd = config.includes("\r\n") ? "\r\n" : "\n";
  const gap = config === "" || config.endsWith("\n") ? "" : lineEnd;
  await writeFile(file, config + gap + SECTION.replaceAll("\n", lineEnd));
  return { en: `${file}: section [functions.send-sms] added`, zh: `${file}：已添加 [functions.send-sms]` };
}
