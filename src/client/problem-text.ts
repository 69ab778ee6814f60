import type { Language } from "./language.ts";
import type { ProblemCode } from "./problem-codes.ts";
import { type Details, ENGLISH, type ProblemTexts } from "./texts-en.ts";
import { CHINESE } from "./texts-zh.ts";

const TEXTS: Record<Language, ProblemTexts> = { en: ENGLISH, zh: CHINESE };

export function problemText(code: ProblemCode, details: Details, language: Language): string {
  const sentence = TEXTS[language][code];
  return typeof sentence === "string" ? sentence : sentence(details);
}
