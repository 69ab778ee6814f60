import { UsageError } from "../../command-line/usage-error.ts";
import { nodeWorld } from "../node-world.ts";
import { Cancelled, NoTerminal } from "./ask.ts";
import { createClackAsk } from "./clack-ask.ts";
import { type Flags, readFlags } from "./flags.ts";
import type { IntoDeps } from "./into.ts";
import { Missing } from "./missing-flags.ts";
import { createNoAsk } from "./no-ask.ts";
import { runSetup, type SetupDeps } from "./setup.ts";
import { USAGE } from "./usage.ts";
import type { CommandIo } from "../doctor/run.ts";

export type SetupCommandDeps = IntoDeps & Pick<SetupDeps, "sendTest">;

/** @returns the exit code */
export async function runSetupCommand(
  args: readonly string[],
  io: CommandIo,
  deps: SetupCommandDeps,
): Promise<number> {
  let flags: Flags;
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
  try {
    return await runSetup(flags, {
      ...deps,
      ask: flags.yes ? createNoAsk() : createClackAsk(language),
      world: nodeWorld,
      language,
      print: (line) => io.write(`${line}\n`),
      keySecret: io.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] || undefined,
      makeSecret,
    });
  } catch (error) {
    if (error instanceof Missing || error instanceof NoTerminal) {
      io.writeError(`${error.message}\n`);
      return 2;
    }
    if (error instanceof Cancelled) return 130;
    throw error;
  }
}

/** As Auth wants it: 32 random bytes. */
export const makeSecret = (): string =>
  `v1,whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64")}`;
