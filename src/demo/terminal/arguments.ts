import type { Command as CommandDescription, CommandLine } from "../../command-line/read-command-line.ts";
import type { Language } from "../../command-line/terminal-language.ts";
import { usageError } from "../../command-line/usage-error.ts";
import { type Command, COMMANDS } from "./command-names.ts";
import { textsIn } from "./texts.ts";

/** What was given on the command line, so that nobody has to be asked for it. */
export interface Given {
  readonly phone?: string;
  readonly password?: string;
  /** A code that is here already: none is sent. */
  readonly code?: string;
  readonly newPhone?: string;
  readonly newPassword?: string;
}

export interface Arguments {
  /** Undefined is the menu. */
  readonly command: Command | undefined;
  readonly given: Given;
  readonly language: Language;
}

const FLAGS = {
  password: { type: "string" },
  code: { type: "string" },
  "new-phone": { type: "string" },
  "new-password": { type: "string" },
} as const;
const NAME = "npm run demo";

export const DEMO: CommandDescription<typeof FLAGS> = {
  name: NAME,
  flags: FLAGS,
  // The command, and a number with as many spaces as people write.
  words: 8,
  help: { en: textsIn("en").help, zh: textsIn("zh").help },
};

/** @throws {UsageError} If the command is unknown. */
export function argumentsOf({ flags, words, language }: CommandLine<typeof FLAGS>): Arguments {
  const [name, ...number] = words;
  const phone = number.length === 0 ? undefined : number.join(" ");
  const command = COMMANDS.find((known) => known === name);
  if (name !== undefined && command === undefined) {
    throw usageError(
      NAME,
      `Cannot run "${name}": the commands are ${COMMANDS.join(", ")}`,
      `没有命令“${name}”，可用命令：${COMMANDS.join("、")}`,
    );
  }
  const { password, code, "new-phone": newPhone, "new-password": newPassword } = flags;
  return {
    command,
    given: {
      ...(phone !== undefined && { phone }),
      ...(password !== undefined && { password }),
      ...(code !== undefined && { code }),
      ...(newPhone !== undefined && { newPhone }),
      ...(newPassword !== undefined && { newPassword }),
    },
    language,
  };
}
