import type { Command, CommandLine } from "../command-line/read-command-line.ts";
import { readPort } from "../command-line/read-port.ts";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readDatabase } from "../hook/config/read-ledger.ts";
import { readPrices } from "../hook/config/read-prices.ts";
import type { Env } from "../hook/config/variables.ts";
import { ENV_FILE_FLAG } from "../cli/env-with-file.ts";
import { ledgerKeyIn } from "../cli/ledger-key.ts";
import { DEFAULT_CONSOLE_PORT } from "./default-port.ts";
import type { ConsoleOptions } from "./start-console.ts";
import { TERMINAL } from "./terminal-texts.ts";

const FLAGS = { port: { type: "string" }, ...ENV_FILE_FLAG } as const;

export const CONSOLE: Command<typeof FLAGS> = {
  name: "npm run console",
  flags: FLAGS,
  help: { en: TERMINAL.en.help, zh: TERMINAL.zh.help },
};

/** @throws {Error} If it is no port; the text is for people. */
export const portOf = ({ flags: { port } }: CommandLine<typeof FLAGS>): number =>
  port === undefined ? DEFAULT_CONSOLE_PORT : readPort("--port ", port);

/**
 * The database and the key as the function has them, from the same variables.
 * @throws {ConfigError} If one of them does not fit.
 */
export function readConsoleEnv(env: Env): Omit<ConsoleOptions, "port" | "actor"> {
  const reader = createEnvReader(env);
  const { url, ca } = readDatabase(reader);
  const ledgerKey = ledgerKeyIn(env, reader.problems);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return { databaseUrl: url, ca, ledgerKey, prices: readPrices(env) };
}
