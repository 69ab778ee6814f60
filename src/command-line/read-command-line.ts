import { parseArgs } from "node:util";
import { type Env, type Language, terminalLanguage } from "./terminal-language.ts";
import { usageError } from "./usage-error.ts";

/** One that is `multiple` may be given again and again. */
export type Flags = Readonly<
  Record<string, { readonly type: "boolean" | "string"; readonly multiple?: true }>
>;

type ValueOf<Flag> = Flag extends { readonly type: "boolean" } ? true
  : Flag extends { readonly multiple: true } ? readonly string[]
  : string;

export interface Command<Own extends Flags> {
  /** As a person types it: `npm run hook`. */
  readonly name: string;
  /** Beside `--help` and `--lang`, which all have. */
  readonly flags: Own;
  /** How many words without dashes it takes at most; none by default. */
  readonly words?: number;
  readonly help: Readonly<Record<Language, string>>;
}

const COMMON = { help: { type: "boolean", short: "h" }, lang: { type: "string" } } as const;

export interface CommandLine<Own extends Flags> {
  readonly flags: {
    readonly [Name in keyof (Own & typeof COMMON)]?: ValueOf<(Own & typeof COMMON)[Name]>;
  };
  readonly words: readonly string[];
  readonly language: Language;
}

/** @throws {UsageError} If a flag or a word is none of the command's, or a flag has no value that fits. */
export function readCommandLine<const Own extends Flags>(
  { name, flags: own, words: mostWords = 0 }: Command<Own>,
  args: readonly string[],
  env: Env,
): CommandLine<Own> {
  const options: Flags = { ...own, ...COMMON };
  const refuse = (en: string, zh: string) => usageError(name, en, zh);
  const flags: Record<string, string | true | string[]> = {};
  const words: string[] = [];

  // Not strict: its sentences are in English, and know nothing of this command.
  const { tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const { value, inlineValue } = token;
    const rawName = shown(token.rawName);
    const flag = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!flag) throw refuse(`Cannot read ${rawName}: there is no such flag`, `没有参数 ${rawName}`);
    if (flag.type === "boolean" && value !== undefined) {
      throw refuse(`Cannot read ${rawName}: it takes no value`, `参数 ${rawName} 不能带值`);
    }
    // A dash alone is the usual name of standard input.
    if (flag.type === "string" && (!value || (!inlineValue && /^-./.test(value)))) {
      throw refuse(`Cannot read ${rawName}: its value is missing`, `参数 ${rawName} 缺少值`);
    }
    const before = flags[token.name];
    flags[token.name] = flag.multiple && value !== undefined
      ? [...(Array.isArray(before) ? before : []), value]
      : value ?? true;
  }
  if (words.length > mostWords) {
    const extra = shown(words[mostWords] ?? "");
    throw refuse(`Cannot read "${extra}": nothing is expected there`, `多余的内容“${extra}”`);
  }
  const { lang } = flags;
  if (typeof lang === "string" && !/^(en|zh)(?![a-z])/i.test(lang)) {
    throw refuse(`Cannot use --lang ${lang}: it is en or zh`, `--lang ${lang} 无效：可选 en 或 zh`);
  }
  return {
    // The loop above let in the command's own names only, each with a value of its type.
    flags: flags as CommandLine<Own>["flags"],
    words,
    language: terminalLanguage(env, typeof lang === "string" ? lang : undefined),
  };
}

/** What may be a phone number, a password in an address or a key stands in no error: a scheduler keeps it. */
const shown = (text: string): string => /\d{6}|:\/\/.*@|whsec_|LTAI/.test(text) ? "…" : text;
