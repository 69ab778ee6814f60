import { parseArgs } from "node:util";

export const COMMANDS = ["signup", "signin", "password", "change-phone", "change-password", "mfa"] as const;
export type Command = (typeof COMMANDS)[number];

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
  readonly lang: string | undefined;
  readonly help: boolean;
}

/** @throws {Error} If a command or a flag is unknown. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h", default: false },
      lang: { type: "string" },
      password: { type: "string" },
      code: { type: "string" },
      "new-phone": { type: "string" },
      "new-password": { type: "string" },
    },
  });
  const [name, phone, tooMany] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (name !== undefined && command === undefined) {
    throw new Error(
      `Cannot run "${name}": the commands are ${COMMANDS.join(", ")} / 可用命令：${COMMANDS.join("、")}`,
    );
  }
  if (tooMany !== undefined) {
    throw new Error(`Cannot read "${tooMany}": write the number without spaces / 手机号中请勿包含空格`);
  }
  const { password, code, "new-phone": newPhone, "new-password": newPassword } = values;
  return {
    command,
    given: {
      ...(phone !== undefined && { phone }),
      ...(password !== undefined && { password }),
      ...(code !== undefined && { code }),
      ...(newPhone !== undefined && { newPhone }),
      ...(newPassword !== undefined && { newPassword }),
    },
    lang: values.lang,
    help: values.help,
  };
}
