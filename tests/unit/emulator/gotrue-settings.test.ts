import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, hookFromEnv, settingsFromEnv } from "../../../src/emulator/gotrue/index.ts";

describe("settingsFromEnv()", () => {
  it("has Auth's defaults for what is missing or empty", () => {
    expect(settingsFromEnv({ GOTRUE_SMS_OTP_EXP: "" })).toEqual(DEFAULT_SETTINGS);
  });

  it("reads values as Auth does", () => {
    const settings = settingsFromEnv({
      GOTRUE_EXTERNAL_PHONE_ENABLED: "T",
      GOTRUE_SMS_MAX_FREQUENCY: "1m30s",
      GOTRUE_SMS_OTP_LENGTH: "12",
      GOTRUE_PASSWORD_MIN_LENGTH: "2",
      GOTRUE_SMS_TEST_OTP: "+86 138 0013 8000:123456,15550001111:654321",
      GOTRUE_RATE_LIMIT_SMS_SENT: "5/1m",
    });
    expect(settings).toMatchObject({
      externalPhoneEnabled: true,
      smsMaxFrequencyMs: 90_000,
      smsOtpLength: 6,
      passwordMinLength: 6,
      smsTestOtp: { "8613800138000": "123456", "15550001111": "654321" },
      rateLimitSmsSent: { events: 5, perMs: 60_000, refill: "bucket" },
    });
  });

  it("names everything that is wrong in one error", () => {
    const env = { GOTRUE_SMS_OTP_EXP: "soon", GOTRUE_SMS_MAX_FREQUENCY: "60", GOTRUE_SMS_AUTOCONFIRM: "yes" };
    expect(() => settingsFromEnv(env)).toThrow(
      "Cannot read Auth's configuration: GOTRUE_SMS_AUTOCONFIRM: expected true or false; " +
        "GOTRUE_SMS_MAX_FREQUENCY: expected a duration such as 60s; GOTRUE_SMS_OTP_EXP: expected a whole number",
    );
  });
});

describe("hookFromEnv()", () => {
  const secret = "v1,whsec_dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCE=";
  const env = {
    GOTRUE_HOOK_SEND_SMS_ENABLED: "true",
    GOTRUE_HOOK_SEND_SMS_URI: "http://localhost:8787/send-sms",
  };

  it("splits the secrets and drops empty ones", () => {
    const hook = hookFromEnv({ ...env, GOTRUE_HOOK_SEND_SMS_SECRETS: `${secret}||${secret}` });
    expect(hook?.secrets).toEqual([secret, secret]);
    expect(hookFromEnv({ ...env, GOTRUE_HOOK_SEND_SMS_ENABLED: "false" })).toBeUndefined();
  });

  it.each([
    [
      { GOTRUE_HOOK_SEND_SMS_URI: "http://kong:8000/x" },
      "only localhost, 127.0.0.1, and ::1 are supported with http",
    ],
    [{ GOTRUE_HOOK_SEND_SMS_URI: "pg-functions://postgres/public/send" }, "knows http and https"],
    [{ GOTRUE_HOOK_SEND_SMS_URI: "send-sms" }, "is not a URL"],
    [{ GOTRUE_HOOK_SEND_SMS_SECRETS: `${secret}|whsec_x` }, "secret 2 has an invalid format"],
  ])("refuses %j, as Auth does at its start", (wrong, reason) => {
    expect(() => hookFromEnv({ ...env, ...wrong })).toThrow(reason);
  });
});
