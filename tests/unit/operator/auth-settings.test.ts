import { describe, expect, test } from "vitest";
import type { Answers } from "../../../src/operator/setup/answers.ts";
import {
  configToml,
  dashboardSteps,
  gotrueLines,
  managementBody,
  rdsTable,
} from "../../../src/operator/setup/auth-settings.ts";

const SECRET = "v1,whsec_dW5pdCB0ZXN0IGhvb2sgc2VjcmV0LCB0aGUgZmlyc3Q=";
const ANSWERS: Answers = {
  authAt: "self-hosted",
  numbers: "mainland",
  countries: undefined,
  api: "dysmsapi",
  accessKeyId: "LTAI5tExample",
  accessKeySecret: "secret-of-the-key",
  sign: "测试签名",
  template: "SMS_1",
  params: {},
  codeMinutes: 10,
  hookSecret: SECRET,
  functionUrl: "https://project.example/functions/v1/send-sms",
  endpoint: undefined,
};

const pairs = (text: string, between: RegExp) =>
  Object.fromEntries(text.split("\n").map((line) => line.split(between)));

describe("the settings of Auth say the same in every form", () => {
  test("as lines of variables and as the console's table", () => {
    expect(pairs(gotrueLines(ANSWERS), /=(.*)/s)).toMatchObject({
      GOTRUE_EXTERNAL_PHONE_ENABLED: "true",
      GOTRUE_SMS_AUTOCONFIRM: "false",
      GOTRUE_SMS_OTP_EXP: "600",
      GOTRUE_SMS_OTP_LENGTH: "6",
      GOTRUE_SMS_MAX_FREQUENCY: "60s",
      GOTRUE_HOOK_SEND_SMS_ENABLED: "true",
      GOTRUE_HOOK_SEND_SMS_URI: ANSWERS.functionUrl,
    });
    expect(rdsTable(ANSWERS).split("\n").map((row) => row.split(/ +/))).toEqual(
      gotrueLines(ANSWERS).split("\n").map((line) => line.split("=")),
    );
  });

  test("as the body of the Management API", () => {
    expect(JSON.parse(managementBody(ANSWERS))).toEqual({
      external_phone_enabled: true,
      sms_autoconfirm: false,
      sms_otp_exp: 600,
      sms_otp_length: 6,
      sms_max_frequency: 60,
      hook_send_sms_uri: ANSWERS.functionUrl,
      hook_send_sms_secrets: "<SEND_SMS_HOOK_SECRETS>",
      hook_send_sms_enabled: true,
    });
  });

  test("as config.toml", () => {
    expect(configToml(ANSWERS)).toBe(
      [
        "[auth.sms]",
        "enable_signup = true",
        'max_frequency = "60s"',
        "enable_confirmations = true",
        "",
        "[auth.hook.send_sms]",
        'uri = "https://project.example/functions/v1/send-sms"',
        'secrets = "env(SEND_SMS_HOOK_SECRETS)"',
        "enabled = true",
      ].join("\n"),
    );
  });

  test("as steps in the dashboard, the hook last, in both languages", () => {
    const steps = dashboardSteps(ANSWERS, "en").split("\n");
    expect(steps[2]).toBe("3. Sign In / Providers → Phone: SMS OTP Expiry: 600");
    expect(steps.findIndex((step) => step.includes("Hooks"))).toBe(steps.length - 3);
    expect(dashboardSteps(ANSWERS, "zh").split("\n")).toHaveLength(steps.length);
  });

  test("and never with the secret itself", () => {
    const all = [gotrueLines, managementBody, rdsTable, configToml].map((form) => form(ANSWERS));
    expect([...all, dashboardSteps(ANSWERS, "zh")].join("\n")).not.toContain(SECRET.slice(10));
  });
});
