import { readCommandLine } from "../../command-line/read-command-line.ts";
import { usageError } from "../../command-line/usage-error.ts";
import { FLOWS, type SendSmsFlow } from "../../hook/sms/flow.ts";
import { oneOf } from "../one-of.ts";
import { USAGE } from "./usage.ts";

const THROUGH = ["provider", "hook"] as const;

const NAME = "npm run send-test";
const FLAGS = {
  flow: { type: "string" },
  through: { type: "string" },
  url: { type: "string" },
  "env-file": { type: "string" },
  wait: { type: "string" },
  yes: { type: "boolean" },
} as const;

export interface SendTestFlags {
  number: string | undefined;
  flow: SendSmsFlow;
  through: (typeof THROUGH)[number];
  url: string | undefined;
  envFile: string | undefined;
  /** Seconds to wait for the receipt. */
  wait: number;
  yes: boolean;
  lang: string | undefined;
  help: boolean;
}

/** @throws {UsageError} If a flag is unknown or has a word that it does not take. */
export function readFlags(args: readonly string[]): SendTestFlags {
  const { flags, words } = readCommandLine(
    { name: NAME, flags: FLAGS, words: Infinity, help: USAGE },
    args,
    {},
  );
  const { flow = "signup", through = "provider", wait = "60" } = flags;
  if (!/^\d{1,3}$/.test(wait)) {
    throw usageError(NAME, "--wait must be a number of seconds up to 999", "--wait 应为不超过 999 的秒数");
  }
  return {
    // The command says so itself: a number does not belong into an error.
    number: words.length === 1 ? words[0] : undefined,
    flow: oneOf(NAME, "--flow", flow, FLOWS),
    through: oneOf(NAME, "--through", through, THROUGH),
    url: flags.url,
    envFile: flags["env-file"],
    wait: Number(wait),
    yes: flags.yes ?? false,
    lang: flags.lang,
    help: flags.help ?? false,
  };
}
