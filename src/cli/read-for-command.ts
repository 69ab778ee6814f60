import type { Language } from "../command-line/terminal-language.ts";
import { ConfigError, type Problem } from "../hook/config/env-reader.ts";

/** Of a command, which starts no function and so cannot say that it does not start. */
export function sentenceOfProblems(problems: readonly Problem[]): Record<Language, string> {
  const list = (language: Language) =>
    problems.map((problem) => `  - ${problem.variable} ${problem[language]}`).join("\n");
  return { en: `Cannot run this command:\n${list("en")}`, zh: `无法运行此命令：\n${list("zh")}` };
}

/** @throws {Error} with what of the environment does not fit, in the terminal's language */
export function readForCommand<T>(language: Language, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Error(sentenceOfProblems(error.problems)[language], { cause: error });
  }
}
