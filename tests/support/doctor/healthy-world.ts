import { createAdaptorServer } from "@hono/node-server";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAliyunEmulator } from "../../../src/emulator/aliyun/index.ts";
import { createAuthEmulator } from "../../../src/emulator/gotrue/index.ts";
import type { AuthSettings } from "../../../src/emulator/gotrue/settings.ts";
import { composeHook } from "../../../src/hook/compose.ts";
import { type DoctorOptions, type Report, runDoctor } from "../../../src/operator/doctor/doctor.ts";
import type { DoctorWorld } from "../../../src/operator/doctor/world.ts";
import { nodeWorld } from "../../../src/operator/node-world.ts";
import { processEnv } from "../hook/process.ts";

/** Answers in place of the function, as a proxy or another program would; undefined lets the request through. */
export type Front = (request: Request) => Response | undefined | Promise<Response | undefined>;

/** What one test makes different from a world where all is well. */
export interface Difference {
  /** Lines that take the place of the healthy ones, by name; undefined takes the line away. */
  env?: Readonly<Record<string, string | undefined>>;
  /** The whole file, from the healthy text. */
  file?: (text: string) => string | Uint8Array;
  mode?: number;
  front?: Front;
  /** How far this machine's clock is off. */
  clockOffMs?: number;
  auth?: { release?: string; settings?: Partial<AuthSettings> };
  options?: (healthy: DoctorOptions, at: { hook: string; auth: string }) => Partial<DoctorOptions>;
  world?: Partial<DoctorWorld>;
}

const AUTH = { externalPhoneEnabled: true };

export type HealthyWorld = Awaited<ReturnType<typeof startHealthyWorld>>;

/** The function, Alibaba Cloud and Auth, set up as the documents say; the doctor finds nothing to mend. */
export async function startHealthyWorld() {
  const aliyun = await createAliyunEmulator();
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  const lines: Record<string, string | undefined> = {
    ...processEnv(aliyun.url),
    SMS_LIMIT_PER_NUMBER: undefined,
    SMS_LIMIT_TOTAL: "1000/1d",
    GOTRUE_SMS_OTP_EXP: "300",
    GOTRUE_SMS_OTP_LENGTH: "6",
    GOTRUE_SMS_MAX_FREQUENCY: "60s",
  };
  const textOf = (env: Record<string, string | undefined>) =>
    Object.entries(env).flatMap(([name, value]) => value === undefined ? [] : [`${name}=${value}\n`]).join(
      "",
    );
  const functionLines: string[] = [];
  const { app } = await composeHook(lines, {
    now: Date.now,
    randomUuid: () => crypto.randomUUID(),
    fetch,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    timeout: (ms) => AbortSignal.timeout(ms),
    writeLog: (line) => void functionLines.push(line),
  });
  let front: Front | undefined;
  const server = createAdaptorServer({
    fetch: async (request) => await front?.(request) ?? app.fetch(request),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server on a port has such an address.
  const hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send-sms`;
  let files = 0;

  async function examine(difference: Difference = {}): Promise<Report> {
    const auth = await createAuthEmulator({
      release: difference.auth?.release ?? "2.196",
      settings: { ...AUTH, ...difference.auth?.settings },
    });
    const envFile = join(folder, `${++files}.env`);
    const text = textOf({ ...lines, ...difference.env });
    writeFileSync(envFile, difference.file?.(text) ?? text, { mode: difference.mode ?? 0o600 });
    front = difference.front;
    const healthy: DoctorOptions = { envFile, processEnv: {}, url: hook, authUrl: auth.url };
    const now = () => Date.now() + (difference.clockOffMs ?? 0);
    try {
      return await runDoctor(
        { ...healthy, ...difference.options?.(healthy, { hook, auth: auth.url }) },
        { ...nodeWorld, now, ...difference.world },
      );
    } finally {
      front = undefined;
      await auth.close();
    }
  }

  return {
    aliyun,
    hook,
    examine,
    env: lines,
    /** What the function itself has logged. */
    functionLog: () => functionLines,
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await new Promise((resolve) => server.close(resolve));
      await aliyun.close();
    },
  };
}
