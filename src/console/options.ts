import { parseArgs } from "node:util";
import { terminalLanguage } from "../command-line/terminal-language.ts";
import { ConfigError, createEnvReader } from "../hook/config/env-reader.ts";
import { readHookSecrets } from "../hook/config/read-hook-secrets.ts";
import { readDatabase, readLedger } from "../hook/config/read-ledger.ts";
import type { Env } from "../hook/config/variables.ts";
import { readPrices } from "../cli/ledger-prices.ts";
import { DEFAULT_CONSOLE_PORT } from "./default-port.ts";
import type { ConsoleOptions } from "./start-console.ts";

export interface CommandOptions {
  readonly help: boolean;
  readonly language: "en" | "zh";
  readonly port: number;
}

/** @throws {Error} If a flag is unknown or its value does not fit; the text is for people. */
export function readFlags(args: readonly string[], env: Env): CommandOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h", default: false },
      port: { type: "string", default: String(DEFAULT_CONSOLE_PORT) },
      lang: { type: "string" },
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new Error(
      `Cannot use --port ${values.port}: a port is a number from 0 to 65535\n` +
        `--port ${values.port} 无效：端口应为 0 到 65535 之间的数字`,
    );
  }
  return { help: values.help, language: terminalLanguage(env, values.lang), port };
}

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
