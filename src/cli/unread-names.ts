import type { Language } from "../command-line/terminal-language.ts";
import { cleanValue } from "../hook/config/clean-value.ts";
import { createEnvReader } from "../hook/config/env-reader.ts";
import { ourNameFor } from "../hook/config/foreign-names.ts";
import { tellOfNearNames } from "../hook/config/near-names.ts";
import { MEANT_AS_PRICE } from "../hook/config/read-prices.ts";
import type { Env } from "../hook/config/variables.ts";
import { unknownVariables } from "../hook/log/start-entry.ts";

/** What the function warns of at its start, for a command that reads the same variables: a misspelt one does nothing. */
export function unreadNames(env: Env, language: Language): string[] {
  const near = tellOfNearNames(createEnvReader(env));
  const others = (unknownVariables(env) ?? [])
    .filter((name) => cleanValue(env[name]) !== undefined && near.every(({ variable }) => variable !== name))
    .map((variable) => ({ variable, ...meaningOf(ourNameFor(variable)) }));
  // Who reads prices says so of a wrong one, and does nothing then.
  return [...near, ...others].filter(({ variable }) => !MEANT_AS_PRICE.test(variable))
    .map((warning) => `${warning.variable} ${warning[language]}`);
}

const meaningOf = (ours: string | undefined): Record<Language, string> =>
  ours === undefined
    ? {
      en:
        "is not read: nothing here has such a name, nor one near to it (docs/configuration.md has them all)",
      zh: "不会被读取：没有此名称的变量，也没有相近的（全部变量见 docs/configuration.zh-CN.md）",
    }
    : { en: `is not read: it is called ${ours} here`, zh: `不会被读取：此处的名称为 ${ours}` };
