import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { denoBinary, type DenoRelease } from "../../../src/cli/deno-binary.ts";
import { HOOK_ARGUMENTS } from "../../../src/cli/hook-arguments.ts";
import {
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../../src/emulator/aliyun/index.ts";
import { freePort } from "../free-port.ts";
import { FIRST_SECRET, signAsAuth } from "./signing.ts";
import { assertNothingLeaked } from "../leaks.ts";

type Env = Record<string, string | undefined>;

export const processEnv = (emulatorUrl: string): Env => ({
  SEND_SMS_HOOK_SECRETS: FIRST_SECRET,
  ALIBABA_CLOUD_ACCESS_KEY_ID: DEFAULT_ACCESS_KEY_ID,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEFAULT_ACCESS_KEY_SECRET,
  ALIYUN_SMS_SIGN_NAME: DEFAULT_SIGN_NAME,
  ALIYUN_SMS_TEMPLATE_CODE: DOMESTIC_TEMPLATE_CODE,
  ALIYUN_SMS_ENDPOINT: emulatorUrl,
  SMS_LIMIT_PER_NUMBER: "off",
});

export interface Answer {
  status: number;
  contentType: string | null;
  body: unknown;
  ms: number;
}

/** The function as it is deployed, in a process of its own. */
export interface HookProcess {
  url: string;
  child: ChildProcess;
  /** Everything it wrote so far, standard output and error together. */
  output(): string;
  /** The lines of its log that are answers to requests. */
  entries(): Record<string, unknown>[];
  /** Signs a body as Auth would and sends it, each time under a new webhook-id; `signal` gives the answer up. */
  send(
    body: string,
    options?: {
      secrets?: readonly string[];
      path?: string;
      headers?: Record<string, string>;
      signal?: AbortSignal;
    },
  ): Promise<Answer>;
  /** Ends it and fails if its output holds a code, a number or a secret. */
  stop(): Promise<number | null>;
}

/** Another way to run the function than Deno on the sources and our node_modules. */
export interface Command {
  file: string;
  args: readonly string[];
  cwd?: string;
}

const commandOf = (how: DenoRelease | Command): Command =>
  typeof how === "string" ? { file: denoBinary(how), args: HOOK_ARGUMENTS } : how;

/** @returns the ended process where the function refuses to start */
export function runHook(env: Env, how: DenoRelease | Command = "2.1.4") {
  const { file, args, cwd } = commandOf(how);
  const child = spawn(file, args, {
    cwd,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, output: () => chunks.join(""), ended };
}

export async function startHook(env: Env, how: DenoRelease | Command = "2.1.4"): Promise<HookProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { child, output, ended } = await runHook({ ...env, PORT: String(port) }, how);
  await untilHealthy(url, child, output);
  const bodies: string[] = [];
  const secrets = (env["SEND_SMS_HOOK_SECRETS"] ?? FIRST_SECRET).split("|");

  return {
    url,
    child,
    output,
    entries: () =>
      output().split("\n").filter((line) => line.includes('"event":"send_sms"')).map((line) =>
        JSON.parse(line)
      ),
    async send(body, options = {}) {
      const { secrets: signing = [secrets[0] ?? ""], path = "/send-sms", headers = {}, signal = null } =
        options;
      bodies.push(body);
      const from = performance.now();
      const response = await fetch(url + path, {
        method: "POST",
        headers: {
          ...headers,
          ...signAsAuth(body, { secrets: signing, id: randomUUID() }),
          "accept-encoding": "identity",
        },
        body,
        signal,
      });
      const text = await response.text();
      const ms = performance.now() - from;
      return {
        status: response.status,
        contentType: response.headers.get("content-type"),
        body: JSON.parse(text),
        ms,
      };
    },
    async stop() {
      child.kill("SIGTERM");
      const code = await ended;
      assertNothingLeaked(output(), {
        bodies,
        secrets: [...secrets, env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] ?? ""],
      });
      return code;
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (child.exitCode !== null) {
      throw new Error(`Cannot start the hook: it ended with ${child.exitCode}\n${output()}`);
    }
    const up = await fetch(`${url}/health`).then((response) => response.ok, () => false);
    // It answers before its first line is out: lines are written together.
    if (up && output() !== "") return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Cannot start the hook: it does not answer\n${output()}`);
}
