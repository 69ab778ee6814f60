import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../../command-line/usage-error.ts";
import { checkConfiguration } from "../doctor/check-configuration.ts";
import { printReport } from "../doctor/print-report.ts";
import { readVariables } from "../doctor/read-variables.ts";
import type { CommandIo } from "../doctor/run.ts";
import { nodeWorld } from "../node-world.ts";
import { Cancelled, NoTerminal } from "../setup/ask.ts";
import { createClackAsk } from "../setup/clack-ask.ts";
import type { Text } from "../text.ts";
import { readFlags, type SendTestFlags } from "./flags.ts";
import { sendTest } from "./send-test.ts";
import { USAGE } from "./usage.ts";

const NO_NUMBER: Text = {
  en: "Give one number, in E.164, such as +8613800138000",
  zh: "请给出一个 E.164 格式的号码，例如 +8613800138000",
};

/** @returns the exit code */
export async function runSendTestCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let flags: SendTestFlags;
  try {
    flags = readFlags(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.writeError(`${error.message}\n`);
    return 2;
  }
  const language = io.languageOf(flags.lang);
  if (flags.help) {
    io.write(USAGE[language]);
    return 0;
  }
  if (flags.number === undefined) {
    io.writeError(`${NO_NUMBER[language]}\n\n${USAGE[language]}`);
    return 2;
  }
  const envFile = flags.envFile ?? (existsSync(".env") ? ".env" : undefined);
  const { env, findings } = await readVariables(
    { envFile, processEnv: io.env, authUrl: undefined },
    nodeWorld,
  );
  const configuration = env && checkConfiguration(env);
  if (configuration?.config === undefined) {
    const wrong = [
      ...findings.filter(({ level }) => level === "error"),
      // With the names that nothing reads: what is missing may stand under one of them.
      ...configuration?.findings ?? [],
    ];
    io.write(printReport({ ok: false, findings: wrong }, language));
    return 1;
  }
  for (const one of findings.filter(({ id }) => /^environment_/.test(id))) {
    io.write(`${one[language]}\n`);
  }
  try {
    return await sendTest(flags, {
      config: configuration.config,
      world: nodeWorld,
      say: (text) => io.write(`${text[language]}\n`),
      confirm: (question) => createClackAsk(language).confirm(question, false),
      sleep: (ms) => sleep(ms),
      makeCode,
    });
  } catch (error) {
    if (error instanceof Cancelled) return 130;
    if (error instanceof NoTerminal) {
      io.writeError(`${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

const makeCode = (): string =>
  String(100_000 + (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 900_000);
