import { createServer, type Plugin } from "vite";
import { describe, expect, test } from "vitest";
import {
  type DemoConfig,
  demoConfigFromEnvPlugin,
  demoConfigPlugin,
} from "../../src/demo/web/demo-config-plugin.ts";
import { freePort } from "../support/free-port.ts";

const LOCAL: DemoConfig = {
  supabaseUrl: "http://127.0.0.1:9999",
  publishableKey: "a-key-for-this-test",
  local: { release: "2.186", hookUrl: "http://127.0.0.1:8000", inboxUrl: "http://127.0.0.1:8080/inbox" },
};
const ENV = { SUPABASE_URL: "https://abcd.supabase.co", SUPABASE_PUBLISHABLE_KEY: "sb_publishable_test" };

async function served(...plugins: (Plugin | undefined)[]): Promise<unknown> {
  const port = await freePort();
  const server = await createServer({
    configFile: false,
    logLevel: "error",
    optimizeDeps: { noDiscovery: true },
    server: { port, host: "127.0.0.1", strictPort: true, watch: null },
    plugins,
  });
  try {
    await server.listen();
    return await (await fetch(`http://127.0.0.1:${port}/demo-config.json`)).json();
  } finally {
    await server.close();
  }
}

describe("demo-config.json", () => {
  test("is the value that code gives, also where the environment names a project", async () => {
    expect(await served(demoConfigFromEnvPlugin(ENV), demoConfigPlugin(LOCAL))).toEqual(LOCAL);
  });

  test("is else the environment's project", async () => {
    const expected = { supabaseUrl: ENV.SUPABASE_URL, publishableKey: "sb_publishable_test", local: null };
    expect(await served(demoConfigFromEnvPlugin(ENV))).toEqual(expected);
  });

  test("takes an older project's anon key", async () => {
    const env = { SUPABASE_URL: ENV.SUPABASE_URL, SUPABASE_ANON_KEY: "anon" };
    expect(await served(demoConfigFromEnvPlugin(env))).toMatchObject({ publishableKey: "anon" });
  });

  test("takes what the hook and Auth are told, for Auth does not tell the page", async () => {
    const rules = {
      SMS_ALLOWED_COUNTRIES: "cn, HK",
      GOTRUE_SMS_OTP_LENGTH: "8",
      GOTRUE_PASSWORD_MIN_LENGTH: "10",
      DEMO_TERMS_URL: "https://example.com/terms",
    };
    expect(await served(demoConfigFromEnvPlugin({ ...ENV, ...rules }))).toMatchObject({
      countries: ["CN", "HK"],
      codeLength: 8,
      passwordMinLength: 10,
      termsUrl: "https://example.com/terms",
    });
    expect(() => demoConfigFromEnvPlugin({ ...ENV, GOTRUE_SMS_OTP_LENGTH: "six" })).toThrow("codeLength");
  });

  test("needs no environment", () => {
    expect(demoConfigFromEnvPlugin({})).toBeUndefined();
  });

  test("is refused with the reason where it cannot work", () => {
    expect(() => demoConfigFromEnvPlugin({ SUPABASE_URL: "abcd.supabase.co" })).toThrow(
      /^Cannot configure the demo page: .*supabaseUrl.*\n无法配置演示页面/s,
    );
    expect(() => demoConfigFromEnvPlugin({ SUPABASE_URL: ENV.SUPABASE_URL })).toThrow("publishableKey");
  });
});
