import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/hook/config/config.ts";
import { composeHook } from "../../../src/hook/compose.ts";
import type { Env } from "../../../src/hook/config/variables.ts";
import { startEntry } from "../../../src/hook/log/start-entry.ts";
import { ENV } from "../../support/hook/config.ts";
import { configOf } from "../../support/hook/config.ts";
import { RECEIPTS_TOKEN } from "../../support/hook/pushes.ts";
import { createFakeRuntime, NOON } from "../../support/hook/runtime.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../../support/hook/signing.ts";

function startOf(changes: Env = {}) {
  const env = { ...ENV, ...changes };
  return startEntry(readConfig(env), env);
}

describe("the line at start", () => {
  test("holds no key, secret or token", () => {
    const line = JSON.stringify(startOf({
      SEND_SMS_HOOK_SECRETS: `${FIRST_SECRET}|${SECOND_SECRET}`,
      ALIBABA_CLOUD_SECURITY_TOKEN: "a-token-of-sts",
      SMS_RECEIPTS_TOKEN: RECEIPTS_TOKEN,
    }));
    const secrets = [FIRST_SECRET, SECOND_SECRET].map((secret) => secret.slice("v1,whsec_".length));
    for (
      const secret of [
        ...secrets,
        "test-access-key-id",
        "test-access-key-secret",
        "a-token-of-sts",
        RECEIPTS_TOKEN,
      ]
    ) {
      expect(line).not.toContain(secret);
    }
    expect(JSON.parse(line)).toMatchObject({
      hookSecrets: 2,
      accessKeyId: "test****id",
      securityToken: "set",
      receipts: "on",
    });
    expect(startOf()["receipts"]).toBe("off");
  });

  test("shows nothing of a key id that is too short to be masked", () => {
    expect(startOf({ ALIBABA_CLOUD_ACCESS_KEY_ID: "12345678" }).accessKeyId).toBe("****");
  });

  test("says what is configured", () => {
    expect(startOf()).toMatchObject({
      level: "warn",
      event: "start",
      transport: "fetch",
      endpoints: ["https://dysmsapi.aliyuncs.com"],
      routes: [{ name: "default", api: "dysmsapi", sign: "测试签名", template: "SMS_123456789" }],
      sendingEnabled: true,
      allowedCountries: ["CN"],
      bareNumbers: "refuse",
      limits: { perNumber: "5/1h,10/1d", perIp: "off", perCountry: "off", total: "off" },
      ledger: "memory",
      onUnconfirmed: "accept",
      onLedgerDown: "refuse",
    });
  });

  test("counts the staging list and does not show its numbers", () => {
    const entry = startOf({ SMS_ALLOWED_NUMBERS: "+8613800138000,+8613800138001" });
    expect(entry.allowedNumbers).toBe(2);
    expect(JSON.stringify(entry)).not.toContain("13800138000");
  });

  test("says that the memory ledger guarantees nothing beyond its process", () => {
    expect(startOf().notGuaranteed).toContain("this process only");
  });

  test("names variables that look like the hook's and are not", () => {
    const entry = startOf({
      SMS_LIMITS_PER_NUMBER: "5/1h",
      ALIYUN_SMS_TEMPLATE: "x",
      SEND_SMS_HOOK_SECRETZ: "y",
    });
    expect(entry.unknownVariables).toEqual([
      "SMS_LIMITS_PER_NUMBER",
      "ALIYUN_SMS_TEMPLATE",
      "SEND_SMS_HOOK_SECRETZ",
    ]);
    expect(entry.level).toBe("warn");
    expect(JSON.stringify(entry)).not.toContain('"y"');
  });

  test("names no variable of others, nor one that is known", () => {
    expect(
      startOf({ PATH: "/bin", DENO_DIR: "/d", SUPABASE_URL: "u", GOTRUE_SMS_OTP_LENGTH: "6" })
        .unknownVariables,
    )
      .toBeUndefined();
    expect(startOf({ SMS_LIMIT_TOTAL: "off" }).unknownVariables).toBeUndefined();
  });

  test("is written when the hook listens, as JSON on one line with the time and the address", async () => {
    const runtime = createFakeRuntime();
    const { logStart } = await composeHook(ENV, runtime);
    expect(runtime.lines).toEqual([]);
    logStart({ at: "127.0.0.1:8000" });
    expect(runtime.lines).toHaveLength(1);
    expect(runtime.lines[0]).not.toContain("\n");
    expect(JSON.parse(runtime.lines[0] ?? "")).toMatchObject({
      time: new Date(NOON).toISOString(),
      event: "start",
      listening: "127.0.0.1:8000",
    });
  });

  test("warns of a process that may open fewer files than its sends need", () => {
    const start = (openFiles?: number) =>
      startEntry(configOf({ SMS_MAX_CONCURRENT: "50" }), {}, { openFiles });
    expect(start(249)).toMatchObject({ level: "warn", tooFewOpenFiles: "249 of 250; raise ulimit -n" });
    expect(start(250).tooFewOpenFiles).toBeUndefined();
    expect(start(undefined).tooFewOpenFiles).toBeUndefined();
  });

  test("is not written for a configuration that does not fit", async () => {
    const runtime = createFakeRuntime();
    await expect(composeHook({}, runtime)).rejects.toThrow("Cannot start");
    expect(runtime.lines).toEqual([]);
  });
});
