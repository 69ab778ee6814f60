import type { Language } from "./language.ts";
import type { ProblemCode } from "./problem-codes.ts";
import { ENGLISH } from "./texts-en.ts";
import { CHINESE } from "./texts-zh.ts";

/** What a sentence may depend on. */
export interface Details {
  /** The wait, where the server named one. */
  readonly seconds?: number;
  /** The fewest characters of a password, where the server named it. */
  readonly count?: number;
  /** Auth's reasons against a password: `length`, `characters`, `pwned`. */
  readonly reasons: readonly string[];
  /** How a number should look, where its country is known: `+44` and `+44 7400123456`. */
  readonly country?: string;
  readonly example?: string;
}

export type ProblemTexts = Readonly<Record<ProblemCode, string | ((details: Details) => string)>>;

const TEXTS: Record<Language, ProblemTexts> = { en: ENGLISH, zh: CHINESE };

export function problemText(code: ProblemCode, details: Details, language: Language): string {
  const sentence = TEXTS[language][code];
  return typeof sentence === "string" ? sentence : sentence(details);
}
