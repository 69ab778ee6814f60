import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { localUrl } from "./defaults.ts";
import type { HookRuntime } from "./hook-runtime.ts";
import { eachLine } from "./lines.ts";
import { whenGone } from "./when-gone.ts";

export interface HookProcess {
  readonly url: string;
  /** Resolves when it is gone, wanted or not, with what it wrote last. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

interface HookProcessOptions {
  readonly runtime: HookRuntime;
  readonly port: number;
  /** All that the function is told, its port among it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

/** What a process needs to run at all. The developer's own variables come by `rehearsal.ts`, or not at all. */
const INHERITED = [
  "PATH",
  "HOME",
  "DENO_DIR",
  "XDG_CACHE_HOME",
  "SystemRoot",
  "USERPROFILE",
  "LOCALAPPDATA",
  "TEMP",
];

const KILL_AFTER_MS = 1_000;
const LAST_LINES = 20;

/** The real function, with keys that open nothing. */
export function startHookProcess({ runtime, port, variables, onLine }: HookProcessOptions): HookProcess {
  const child = spawn(runtime.file, runtime.args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
      NO_COLOR: "1",
      ...variables,
    },
  });
  // However this process ends, the function does not stay behind.
  process.once("exit", () => child.kill());
  const forget = whenGone('kill "$1"', String(child.pid));
  let lastLines: readonly string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    eachLine(stream, (line) => {
      lastLines = [...lastLines, line].slice(-LAST_LINES);
      onLine(line);
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(lastLines.join("\n")));
  });
  // Its number may soon be another process's.
  void ended.then(forget);
  return {
    url: `${localUrl(port)}/send-sms`,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** @returns whether the function answered; not when it ended first */
export async function answers(hook: HookProcess, timeoutMs = 60_000): Promise<boolean> {
  let gone = false;
  void hook.ended.then(() => (gone = true));
  const health = new URL("/health", hook.url);
  for (const until = performance.now() + timeoutMs; !gone && performance.now() < until; await sleep(25)) {
    if (await fetch(health).then((response) => response.ok, () => false)) return true;
  }
  return false;
}
