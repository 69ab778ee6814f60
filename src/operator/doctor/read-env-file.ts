import { parseEnv } from "node:util";
import { cleanValue } from "../../hook/config/clean-value.ts";
import { ACCOUNT_VARIABLE, type Env, VARIABLES } from "../../hook/config/variables.ts";
import { type EnvLine, linesOf } from "../../serve/env-lines.ts";
import { type Finding, finding } from "./finding.ts";

export interface EnvFile {
  env: Env;
  findings: Finding[];
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(VARIABLES).flat());
/** What the function itself reads, as far as it is spelt right. */
export const isRead = (name: string): boolean => KNOWN.has(name) || ACCOUNT_VARIABLE.test(name);
/** Names that matter: those of the hook and of Auth. A file may hold a whole project's variables. */
export const isOurs = (name: string): boolean =>
  KNOWN.has(name) || /^(SMS|ALIYUN|SEND_SMS|ALIBABA_CLOUD|GOTRUE)_/i.test(name);

/** A file of variables as Node, Deno and the Supabase CLI read it, and what other tools would read otherwise. */
export function readEnvFile(name: string, bytes: Uint8Array): EnvFile {
  const encoding = wrongEncoding(bytes);
  if (encoding !== undefined) {
    return { env: {}, findings: [finding("env_file_not_utf8", name, { seen: encoding })] };
  }
  const decoded = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const text = decoded.replace(/^\uFEFF/, "");
  const { lines, unread, assignments } = linesOf(text);
  const ours = lines.filter((line) => isOurs(line.name));
  const findings = [
    ...text === decoded ? [] : [finding("env_file_bom", lines[0]?.name ?? name)],
    ...unread.map(({ number, seen, word }) => {
      // A name that is known and nothing else: any other word of the line may be a secret.
      const near = word !== undefined && isOurs(word) ? word : `${name}:${number}`;
      return finding("env_file_line_unread", near, { line: number, seen });
    }),
    ...ours.filter(({ spaced }) => spaced).map((line) => finding("env_file_name_spaced", line.name)),
    ...twice(ours).map((variable) => finding("env_file_twice", variable)),
    ...text.includes("\r\n") ? [finding("env_file_crlf", name)] : [],
    ...ours.flatMap(quirkOf),
  ];
  return { env: parseEnv(assignments), findings };
}

function wrongEncoding(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "UTF-16";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return "GBK?";
  }
}

function twice(lines: readonly EnvLine[]): string[] {
  const names = lines.map(({ name }) => name);
  const doubled = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return [...doubled].filter((name) =>
    new Set(lines.filter((line) => line.name === name).map(({ raw }) => cleanValue(raw))).size > 1
  );
}

/** What one tool would read otherwise than another. */
function quirkOf({ name, raw }: EnvLine): Finding[] {
  if (raw.startsWith("'")) return [];
  const doubleQuoted = raw.startsWith('"');
  if (!doubleQuoted && raw.includes("#")) return [finding("env_file_hash", name)];
  if (/\$[\w{(]/.test(raw)) return [finding("env_file_dollar", name)];
  return !doubleQuoted && raw.includes("|") ? [finding("env_file_pipe", name)] : [];
}
