import type { Command, CommandLine } from "../command-line/read-command-line.ts";
import { readPort } from "../command-line/read-port.ts";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readHookSecrets } from "../hook/config/read-hook-secrets.ts";
import { readDatabase, readLedger } from "../hook/config/read-ledger.ts";
import type { Env } from "../hook/config/variables.ts";
import { readPrices } from "../cli/ledger-prices.ts";
import { DEFAULT_CONSOLE_PORT } from "./default-port.ts";
import type { ConsoleOptions } from "./start-console.ts";
import { TERMINAL } from "./terminal-texts.ts";

const FLAGS = { port: { type: "string" } } as const;

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
  const ledgerKey = readKey(env, reader.problems);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return { databaseUrl: url, ca, ledgerKey, prices: readPrices(env) };
}

/** A hook secret is needed only where it is the key. */
function readKey(env: Env, problems: ConfigError["problems"][number][]): string | undefined {
  const reader = createEnvReader(env);
  const hasOwnKey = reader.text("ledgerKey") !== undefined;
  if (!hasOwnKey && reader.text("hookSecrets") === undefined) return undefined;
  const { ledgerKey } = readLedger(reader, hasOwnKey ? [] : readHookSecrets(reader));
  problems.push(...reader.problems);
  return ledgerKey;
}
