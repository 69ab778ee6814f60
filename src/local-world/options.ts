import { type Command, type CommandLine } from "../command-line/read-command-line.ts";
import { readPort } from "../command-line/read-port.ts";
import type { Env, Language } from "../command-line/terminal-language.ts";
import { NEWEST_RELEASE, parseRelease } from "../emulator/gotrue/index.ts";
import { DEFAULT_PORTS, type Ports } from "./defaults.ts";
import { readEnvFile } from "./read-env-file.ts";
import { textsIn } from "./texts.ts";

export interface StartOptions {
  readonly language: Language;
  /** The Auth release to stand in for. */
  readonly release: string;
  readonly ports: Ports;
  /** One SMS, then the end. */
  readonly once: boolean;
  /** The function's log from its first line. */
  readonly verbose: boolean;
  /** What the function's own variables are taken from, as far as they may get into the local world. */
  readonly variables: Env;
  /** A real project, for which only the page is started. */
  readonly project: { readonly url: string } | undefined;
}

const FLAGS = {
  release: { type: "string" },
  once: { type: "boolean" },
  verbose: { type: "boolean" },
  "env-file": { type: "string" },
  "page-port": { type: "string" },
  "auth-port": { type: "string" },
  "hook-port": { type: "string" },
  "aliyun-port": { type: "string" },
  "console-port": { type: "string" },
} as const;

export const START: Command<typeof FLAGS> = {
  name: "npm start",
  flags: FLAGS,
  help: { en: textsIn("en").help, zh: textsIn("zh").help },
};

/** @throws {Error} If a value does not fit; the text is for people. */
export function startOptions({ flags, language }: CommandLine<typeof FLAGS>, env: Env): StartOptions {
  const { release = NEWEST_RELEASE, "env-file": envFile } = flags;
  parseRelease(release);
  const project = projectOf(env);
  if (project && envFile !== undefined) {
    throw new Error(
      "Cannot use --env-file with SUPABASE_URL: that project has a function of its own, and sends real SMS; unset " +
        "SUPABASE_URL to try the file in the local world\n" +
        "--env-file 不能与 SUPABASE_URL 同时使用：该项目使用自己的函数，会发送真实短信；如需在本地环境中试用该文件，请取消设置 SUPABASE_URL",
    );
  }
  const portOf = (name: keyof Ports): number => {
    const given = flags[`${name}-port`];
    return given === undefined ? DEFAULT_PORTS[name] : readPort(`--${name}-port `, given, 1);
  };
  return {
    language,
    release,
    once: flags.once ?? false,
    verbose: flags.verbose ?? false,
    ports: {
      page: portOf("page"),
      auth: portOf("auth"),
      hook: portOf("hook"),
      aliyun: portOf("aliyun"),
      console: portOf("console"),
    },
    variables: { ...(envFile === undefined ? {} : readEnvFile(envFile)), ...env },
    project,
  };
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
  return { url };
}
