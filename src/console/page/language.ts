import { CHINESE } from "./texts-zh.ts";
import { ENGLISH, type Texts } from "./texts-en.ts";

export type Language = "en" | "zh";

export interface Speech {
  readonly language: Language;
  readonly texts: Texts;
}

const KEY = "console-language";

/** The person's own choice, else the browser's language. */
export function spokenHere(storage: { getItem(key: string): string | null }, browser: string): Speech {
  return speechIn(/^zh(?![a-z])/i.test(storage.getItem(KEY) ?? browser) ? "zh" : "en");
}

/** The other of the two; kept for the next visit. */
export function otherSpeech(
  { language }: Speech,
  storage: { setItem(key: string, value: string): void },
): Speech {
  const other = language === "zh" ? "en" : "zh";
  storage.setItem(KEY, other);
  return speechIn(other);
}

export const speechIn = (language: Language): Speech => ({
  language,
  texts: language === "zh" ? CHINESE : ENGLISH,
});
