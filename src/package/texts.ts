import type { Language } from "../command-line/terminal-language.ts";
import { COMMANDS } from "./commands.ts";
import { PACKAGE } from "./name.ts";

const list = (language: Language): string =>
  Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(16)} ${about[language]}\n`).join("");

const HELP: Readonly<Record<Language, string>> = {
  en: `npx ${PACKAGE} <command> [flags]

  Sends Supabase Auth's codes through Alibaba Cloud SMS. Each command has --help.

${list("en")}`,
  zh: `npx ${PACKAGE} <命令> [参数]

  通过阿里云短信发送 Supabase Auth 的验证码。每个命令都支持 --help。

${list("zh")}`,
};

export const helpIn = (language: Language): string => HELP[language];

export function unknownIn(language: Language, name: string): string {
  const pointer = `npx ${PACKAGE} --help`;
  return language === "zh"
    ? `没有命令“${name}”，用法见 ${pointer}\n`
    : `There is no command "${name}"; see: ${pointer}\n`;
}
