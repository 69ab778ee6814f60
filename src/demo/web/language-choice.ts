import { type Language, languageOf } from "../../client/index.ts";
import type { Texts } from "./texts/en.ts";
import { TEXTS } from "./texts/texts.ts";

export interface LanguageChoice {
  current(): Language;
  texts(): Texts;
  /** The other of the two; kept for the next visit. */
  toggle(): void;
}

const KEY = "demo-language";

/** The person's own choice, else the browser's language. */
export function createLanguageChoice(
  storage: Pick<Storage, "getItem" | "setItem">,
  browser: string,
): LanguageChoice {
  let current = languageOf(storage.getItem(KEY) ?? browser);
  return {
    current: () => current,
    texts: () => TEXTS[current],
    toggle() {
      current = current === "zh" ? "en" : "zh";
      storage.setItem(KEY, current);
    },
  };
}
