import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type InlineConfig, preview } from "vite";
import { demoConfigPlugin } from "../../../src/demo/web/demo-config-plugin.ts";
import { type AliyunEmulator, createAliyunEmulator } from "../../../src/emulator/aliyun/index.ts";
import {
  type AuthEmulator,
  type AuthSettings,
  createAuthEmulator,
} from "../../../src/emulator/gotrue/index.ts";
import { freePort } from "../free-port.ts";
import { type HookProcess, processEnv, startHook } from "../hook/process.ts";
import { FIRST_SECRET } from "../hook/signing.ts";

/** A project that offers everything the page can do. */
const SETTINGS: Partial<AuthSettings> = {
  externalPhoneEnabled: true,
  externalAnonymousUsersEnabled: true,
  mfaPhoneEnrollEnabled: true,
  mfaPhoneVerifyEnabled: true,
  passwordMinLength: 8,
  smsOtpExpSeconds: 300,
  updatePasswordRequireReauthentication: true,
  rateLimitSmsSent: { events: 100_000, perMs: 3_600_000, refill: "window" },
};

/** The real page on the real hook, with stand-ins for Auth and Alibaba Cloud. */
export interface BrowserWorld {
  readonly release: string;
  readonly pageUrl: string;
  readonly auth: AuthEmulator;
  readonly aliyun: AliyunEmulator;
  readonly hook: HookProcess;
  close(): Promise<void>;
}

export async function startBrowserWorld(release: string): Promise<BrowserWorld> {
  const aliyun = await createAliyunEmulator();
  // Flows send several codes within a minute; Auth's own rule is lifted by moving its clock.
  aliyun.updateSettings({ flowControl: false });
  const hook = await startHook(processEnv(aliyun.url));
  const auth = await createAuthEmulator({
    release,
    hook: { uri: `${hook.url}/send-sms`, secrets: [FIRST_SECRET] },
    settings: SETTINGS,
  });
  const page = await servePage(release, auth, hook.url, `${aliyun.url}/_emulator/inbox`);
  return {
    release,
    pageUrl: page.url,
    auth,
    aliyun,
    hook,
    async close() {
      await page.close();
      await auth.close();
      await hook.stop();
      await aliyun.close();
    },
  };
}

/** As a project would publish it: built, then served from its folder. */
async function servePage(release: string, auth: AuthEmulator, hookUrl: string, inboxUrl: string) {
  const outDir = mkdtempSync(join(tmpdir(), "demo-page-"));
  const config: InlineConfig = {
    configFile: "src/demo/web/vite.config.ts",
    logLevel: "error",
    build: { outDir },
    preview: { port: await freePort(), host: "127.0.0.1", strictPort: true },
    plugins: [
      demoConfigPlugin({
        supabaseUrl: auth.url,
        publishableKey: auth.keys.anon,
        local: { release, hookUrl, inboxUrl },
        passwordMinLength: SETTINGS.passwordMinLength,
      }),
    ],
  };
  await build(config);
  const server = await preview(config);
  return {
    url: `http://127.0.0.1:${config.preview?.port}/`,
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
