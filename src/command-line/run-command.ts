import process from "node:process";
import { type Command, type CommandLine, type Flags, readCommandLine } from "./read-command-line.ts";
import { ownArguments } from "./own-arguments.ts";
import type { Language } from "./terminal-language.ts";
import { UsageError } from "./usage-error.ts";

/** Runs a command with what its line says; a failure ends the process with 1 and its sentence on stderr. */
export async function runCommand<const Own extends Flags>(
  command: Command<Own>,
  run: (line: CommandLine<Own>) => Promise<void> | void,
): Promise<void> {
  try {
    await run(ownCommandLine(command));
  } catch (error) {
    fail(error);
  }
}

/** This process's line. One that asks for help, or does not fit (2), is answered and ends the process. */
export function ownCommandLine<const Own extends Flags>(command: Command<Own>): CommandLine<Own> {
  try {
    const line = readCommandLine(command, ownArguments(), process.env);
    if (!asksForHelp(line)) return line;
    process.stdout.write(`${withLanguageFlag(command.help[line.language].trimEnd(), line.language)}\n`);
    process.exit(0);
  } catch (error) {
    return fail(error);
  }
}

/** Every command has that flag, which is hidden from the compiler behind the command's own. */
const asksForHelp = ({ flags }: { readonly flags: { readonly help?: unknown } }): boolean =>
  flags.help === true;

/** Every command has that one too; some say it in their own list. */
const withLanguageFlag = (help: string, language: Language): string =>
  help.includes("--lang") ? help : `${help}\n\n${LANGUAGE_FLAG[language]}`;
const LANGUAGE_FLAG = {
  en: "  --lang en|zh        the language of these texts (default: the terminal's)",
  zh: "  --lang en|zh        界面语言（默认跟随终端）",
};

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
