import type { Language } from "../command-line/terminal-language.ts";
import { createEnvReader } from "../hook/config/env-reader.ts";
import { tellOfNearNames } from "../hook/config/near-names.ts";
import type { Env } from "../hook/config/variables.ts";

/** What the function warns of at its start, for a command that reads the same variables: a misspelt one does nothing. */
export function unreadNames(env: Env, language: Language): string[] {
  return tellOfNearNames(createEnvReader(env)).map((warning) => `${warning.variable} ${warning[language]}`);
}
