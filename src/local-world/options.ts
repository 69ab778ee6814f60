import { parseArgs } from "node:util";
import { DEFAULT_PORTS, NEWEST_RELEASE, type Ports } from "./defaults.ts";
import type { Language } from "../client/index.ts";
import { terminalLanguage } from "../cli/terminal-language.ts";

export interface StartOptions {
  readonly language: Language;
  readonly help: boolean;
  /** The Auth release to stand in for. */
  readonly release: string;
  readonly ports: Ports;
  /** One SMS, then the end. */
  readonly once: boolean;
  /** The function's log from its first line. */
  readonly verbose: boolean;
  /** A real project, for which only the page is started. */
  readonly project: { readonly url: string; readonly publishableKey: string } | undefined;
}

type Env = { readonly [name: string]: string | undefined };

const FLAGS = {
  help: { type: "boolean", short: "h", default: false },
  release: { type: "string", default: NEWEST_RELEASE },
  once: { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  lang: { type: "string" },
  "page-port": { type: "string" },
  "auth-port": { type: "string" },
  "hook-port": { type: "string" },
  "aliyun-port": { type: "string" },
  "console-port": { type: "string" },
} as const;

/** @throws {Error} If a flag is unknown or has no value that fits; the text is for people. */
export function readStartOptions(args: readonly string[], env: Env): StartOptions {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  return {
    language: terminalLanguage(env, values.lang),
    help: values.help,
    release: values.release,
    once: values.once,
    verbose: values.verbose,
    ports: {
      page: portOf("page", values["page-port"]),
      auth: portOf("auth", values["auth-port"]),
      hook: portOf("hook", values["hook-port"]),
      aliyun: portOf("aliyun", values["aliyun-port"]),
      console: portOf("console", values["console-port"]),
    },
    project: projectOf(env),
  };
}

function portOf(name: keyof Ports, given: string | undefined): number {
  if (given === undefined) return DEFAULT_PORTS[name];
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port >= 1 && port <= 65_535) return port;
  throw new Error(
    `Cannot use --${name}-port ${given}: a port is a number from 1 to 65535\n` +
      `--${name}-port ${given} 无效：端口应为 1 到 65535 之间的数字`,
  );
}

function projectOf(env: Env): StartOptions["project"] {
  const url = env["SUPABASE_URL"] || undefined;
  const publishableKey = env["SUPABASE_PUBLISHABLE_KEY"] || env["SUPABASE_ANON_KEY"] || undefined;
  if (url === undefined) return undefined;
  if (!/^https?:/.test(url) || !URL.canParse(url)) {
    throw new Error(
      `Cannot use SUPABASE_URL: it reads https://<project>.supabase.co\n` +
        `SUPABASE_URL 无效：格式应为 https://<project>.supabase.co`,
    );
  }
  if (publishableKey === undefined) {
    throw new Error(
      "Cannot use SUPABASE_URL: SUPABASE_PUBLISHABLE_KEY is not set; unset SUPABASE_URL for the local world\n" +
        "已设置 SUPABASE_URL，但缺少 SUPABASE_PUBLISHABLE_KEY；如需启动本地环境，请取消设置 SUPABASE_URL",
    );
  }
  return { url, publishableKey };
}
