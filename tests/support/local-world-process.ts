import { spawn } from "node:child_process";
import { freePort } from "./free-port.ts";
import { bundled } from "./programs/bundled.ts";

export interface RunningProcess {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  type(line: string): void;
  endInput(): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when its output holds the text, after what was waited for before. @throws if it ends first. */
  until(text: string): Promise<void>;
  readonly exited: Promise<number | null>;
}

type Env = Record<string, string | undefined>;

/** One of our programs as a person runs it, in English unless it is told otherwise. */
export const runProgram = (path: string, args: readonly string[], env: Env = {}): RunningProcess =>
  runProcess(process.execPath, [bundled(path), ...args], { env });

/** The same by way of tsx, as npm has it. */
export const runSource = (path: string, args: readonly string[], env: Env = {}): RunningProcess =>
  runProcess(process.execPath, ["--import", "tsx", path, ...args], { env });

export function runProcess(
  file: string,
  args: readonly string[],
  { env, cwd }: { readonly env: Env; readonly cwd?: string },
): RunningProcess {
  const child = spawn(file, args, {
    cwd,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], LANG: "en_US.UTF-8", ...env },
    stdio: "pipe",
  });
  let [out, err, both, seen] = ["", "", "", 0];
  const changed: (() => void)[] = [];
  const wake = () => changed.splice(0).forEach((resolve) => resolve());
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text, both += text, wake()));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text, both += text, wake()));
  const exited = new Promise<number | null>((resolve) =>
    child.once("close", (code) => (resolve(code), wake()))
  );
  let ended = false;
  void exited.then(() => (ended = true));
  return {
    pid: child.pid ?? 0,
    stdout: () => out,
    stderr: () => err,
    type: (line) => void child.stdin.write(`${line}\n`),
    endInput: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    async until(text) {
      while (!both.includes(text, seen)) {
        if (ended) throw new Error(`Cannot wait for "${text}": it ended\n${out}\n${err}`);
        await Promise.race([new Promise<void>((resolve) => changed.push(resolve)), exited]);
      }
      seen = both.indexOf(text, seen) + text.length;
    },
    exited,
  };
}

export interface WorldPorts {
  readonly page: number;
  readonly auth: number;
  readonly hook: number;
  readonly aliyun: number;
  readonly console: number;
}

export async function freePorts(): Promise<WorldPorts> {
  const [page, auth, hook, aliyun, console] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  return { page, auth, hook, aliyun, console };
}

export const portFlags = (ports: WorldPorts): string[] =>
  Object.entries(ports).flatMap(([name, port]) => [`--${name}-port`, String(port)]);

/** With tsx beside it, for the page's part of Vite is imported by its address. */
export const startWorld = (ports: WorldPorts, args: readonly string[] = [], env: Env = {}): RunningProcess =>
  runSource(bundled("src/local-world/start-all.ts"), [...portFlags(ports), ...args], env);
