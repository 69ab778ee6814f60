/** Texts exist in these two. Chinese is written in simplified characters. */
export type Language = "en" | "zh";

/** A BCP 47 tag such as `navigator.language`: any `zh…` reads Chinese, every other one English. */
export function languageOf(locale: string): Language {
  return /^zh\b/i.test(locale) ? "zh" : "en";
}
