import { parseArgs } from "node:util";
import { FLOWS, type SendSmsFlow } from "../../hook/sms/flow.ts";

const THROUGH = ["provider", "hook"] as const;

const OPTIONS = {
  flow: { type: "string", default: "signup" },
  through: { type: "string", default: "provider" },
  url: { type: "string" },
  "env-file": { type: "string" },
  wait: { type: "string", default: "60" },
  yes: { type: "boolean", default: false },
  lang: { type: "string" },
  help: { type: "boolean", default: false },
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

/** @throws {Error} If a flag is unknown or has a word that it does not take. */
export function readFlags(args: readonly string[]): SendTestFlags {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const flow = FLOWS.find((one) => one === values.flow);
  const through = THROUGH.find((one) => one === values.through);
  if (flow === undefined) throw new Error(`--flow must be one of: ${FLOWS.join(", ")}`);
  if (through === undefined) throw new Error(`--through must be one of: ${THROUGH.join(", ")}`);
  if (!/^\d{1,3}$/.test(values.wait)) throw new Error("--wait must be a number of seconds up to 999");
  const [number] = positionals;
  return {
    number: positionals.length === 1 ? number : undefined,
    flow,
    through,
    url: values.url,
    envFile: values["env-file"],
    wait: Number(values.wait),
    yes: values.yes,
    lang: values.lang,
    help: values.help,
  };
}
