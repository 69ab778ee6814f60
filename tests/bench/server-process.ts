import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { denoBinary, type DenoRelease } from "../../src/cli/deno-binary.ts";
import { exchange } from "./load.ts";
import { SECRET, signedRequest } from "./requests.ts";

export interface ServerUnderTest {
  port: number;
  /** From spawn to the answer of the first accepted SMS. */
  coldStartMs: number;
  /** CPU time of the process so far, user and system. */
  cpuMs(): number;
  residentMb(): number;
  stop(): Promise<void>;
}

const TICKS_PER_SECOND = 100;
const FIRST_TRIES = 5;

/** Starts a one-file server pinned to core 0 and waits until it has sent its first SMS. */
export async function startServer(
  { file, deno, sinkUrl, port, env = {} }: {
    file: string;
    deno: DenoRelease;
    sinkUrl: string;
    port: number;
    env?: Record<string, string>;
  },
): Promise<ServerUnderTest> {
  const from = performance.now();
  const child = spawn("taskset", [
    "-c",
    "0",
    denoBinary(deno),
    "run",
    "--no-config",
    "--cached-only",
    "-A",
    file,
  ], {
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NO_COLOR: "1",
      ...environment(sinkUrl, port),
      ...env,
    },
    // The log is read through a pipe, as a supervisor would.
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.resume();
  await firstSms(port, child);
  const coldStartMs = performance.now() - from;
  return {
    port,
    coldStartMs,
    cpuMs: () => cpuTicks(child.pid) * 1000 / TICKS_PER_SECOND,
    residentMb: () => residentMb(child.pid),
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
        setTimeout(() => child.kill("SIGKILL"), 3000).unref();
      }),
  };
}

const environment = (sinkUrl: string, port: number) => ({
  SEND_SMS_HOOK_SECRETS: SECRET,
  ALIBABA_CLOUD_ACCESS_KEY_ID: "bench-key-id-not-real",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "bench-key-secret-not-real",
  ALIYUN_SMS_SIGN_NAME: "性能测试",
  ALIYUN_SMS_TEMPLATE_CODE: "SMS_000000000",
  ALIYUN_SMS_ENDPOINT: sinkUrl,
  SMS_LIMIT_PER_NUMBER: "1/60s,5/1h,10/1d",
  SMS_LIMIT_PER_IP: "100000000/1d",
  SMS_LIMIT_PER_COUNTRY: "100000000/1d",
  SMS_LIMIT_TOTAL: "100000000/1d",
  PORT: String(port),
});

async function firstSms(port: number, child: ChildProcess): Promise<void> {
  for (let refused = 0;;) {
    if (child.exitCode !== null) throw new Error(`Cannot measure: the server ended with ${child.exitCode}`);
    const socket = connect({ port, host: "127.0.0.1" });
    const connected = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    if (connected) {
      const answer = await exchange(socket, signedRequest(port));
      socket.destroy();
      if (answer.success) return;
      // A ledger on a busy machine may refuse one; whoever refuses all of them is set up wrongly.
      if (++refused === FIRST_TRIES) throw new Error(`Cannot measure: ${answer.text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

// proc(5): utime and stime are fields 14 and 15, counted behind the command's closing parenthesis.
function cpuTicks(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

const residentMb = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
