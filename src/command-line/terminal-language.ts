/** As everywhere: the two languages that everything is written in. */
export type Language = "en" | "zh";

export type Env = { readonly [name: string]: string | undefined };

/** The terminal's language: `--lang`, else POSIX's order of variables (`zh_CN.UTF-8`). */
export function terminalLanguage(env: Env, chosen?: string): Language {
  const locale = chosen || env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return /^zh(?![a-z])/i.test(locale) ? "zh" : "en";
}
