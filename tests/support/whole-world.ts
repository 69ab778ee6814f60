import { AuthClient } from "@supabase/supabase-js";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { createAuthEmulator, settingsFromEnv } from "../../src/emulator/gotrue/index.ts";
import { type AuthWorld, memoryStorage, RECORDED_ENV } from "./auth/world.ts";
import { type HookProcess, processEnv, startHook } from "./hook/process.ts";
import { FIRST_SECRET } from "./hook/signing.ts";

export interface WholeWorld {
  aliyun: AliyunEmulator;
  hook: HookProcess;
  /** One Auth of each release, all asking the same function. */
  auth(release: string): Promise<AuthWorld>;
  close(): Promise<void>;
}

/** Everything but the browser: supabase-js → Auth by release → the function on Deno → Alibaba Cloud. */
export async function startWholeWorld(env: Record<string, string> = {}): Promise<WholeWorld> {
  const aliyun = await createAliyunEmulator();
  aliyun.updateSettings({ flowControl: false });
  const hook = await startHook({ ...processEnv(aliyun.url), ...env });
  const open: AuthWorld[] = [];
  return {
    aliyun,
    hook,
    async auth(release) {
      const auth = await startAuth(release, hook, () => aliyun.messages().at(-1)?.params["code"] ?? "");
      open.push(auth);
      return auth;
    },
    async close() {
      await Promise.all(open.map((auth) => auth.close()));
      await hook.stop();
      await aliyun.close();
    },
  };
}

async function startAuth(release: string, hook: HookProcess, lastCode: () => string): Promise<AuthWorld> {
  const emulator = await createAuthEmulator({
    release,
    hook: { uri: `${hook.url}/send-sms`, secrets: [FIRST_SECRET] },
    settings: settingsFromEnv(RECORDED_ENV),
  });
  return {
    emulator,
    hook: { lastCode },
    device: () =>
      new AuthClient({
        url: `${emulator.url}/auth/v1`,
        headers: { apikey: emulator.keys.anon, Authorization: `Bearer ${emulator.keys.anon}` },
        autoRefreshToken: false,
        detectSessionInUrl: false,
        storage: memoryStorage(),
      }),
    close: () => emulator.close(),
  };
}
