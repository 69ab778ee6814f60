import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/hook/config/config.ts";
import { nearNameOf } from "../../../src/hook/config/near-names.ts";
import { VARIABLES } from "../../../src/hook/config/variables.ts";
import { startEntry } from "../../../src/hook/log/start-entry.ts";
import { configErrorOf, ENV } from "../../support/hook/config.ts";

const KNOWN: readonly string[] = Object.values(VARIABLES).flat();

describe("a name that is nearly one of the hook's", () => {
  test.each([
    ["SMS_ALLOWED_COUNTRYS", "SMS_ALLOWED_COUNTRIES"],
    ["SMS_LIMIT_TOTALL", "SMS_LIMIT_TOTAL"],
    ["SMS_LIMIT_PER_NUMBR", "SMS_LIMIT_PER_NUMBER"],
    ["SMS_SENDNIG_ENABLED", "SMS_SENDING_ENABLED"],
    ["sms_limit_total", "SMS_LIMIT_TOTAL"],
    ["ALIBABA_CLOUD_ACCES_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_ID"],
    ["GOTRUE_HOOK_SEND_SMS_SECRET", "GOTRUE_HOOK_SEND_SMS_SECRETS"],
  ])("%s is warned of at start, with the right one", (given, meant) => {
    const env = { ...ENV, [given]: "a-value-that-stays-here" };
    const entry = startEntry(readConfig(env), env);
    expect(entry.level).toBe("warn");
    expect(entry.warnings).toContainEqual({
      variable: given,
      hint: `${given} is not read: ${meant} may be meant`,
      hint_zh: `${given} 不会被读取：是否应为 ${meant}？`,
    });
    expect(JSON.stringify(entry)).not.toContain("a-value-that-stays-here");
  });

  test("is found whatever one letter was left out, doubled or taken for another", () => {
    const long = fc.constantFrom(...KNOWN.filter((name) => name.length >= 8));
    fc.assert(fc.property(long, fc.nat(), fc.constantFrom("", "XX", "Q"), (name, at, instead) => {
      const i = at % name.length;
      const slip = name.slice(0, i) + instead + name.slice(i + 1);
      fc.pre(!KNOWN.includes(slip));
      expect(nearNameOf(slip)).toBeDefined();
    }));
  });

  test.each([
    ...KNOWN,
    "ALIBABA_CLOUD_ACCESS_KEY_ID_INTL",
    "SUPABASE_URL",
    "SUPABASE_ANON_KEY",
    "GOTRUE_SMS_OTP_EXP",
    "GOTRUE_SMS_PROVIDER",
    "GOTRUE_HOOK_SEND_SMS_URI",
    "GOTRUE_HOOK_SEND_SMS_ENABLED",
    "HOSTNAME",
    "PORTS",
    "SMS_SOMETHING_ELSE",
  ])("is not %s", (name) => {
    expect(nearNameOf(name)).toBeUndefined();
  });

  test("is no news where it is empty", () => {
    const { warnings } = readConfig({ ...ENV, SMS_LIMIT_TOTALS: " " });
    expect(warnings.map(({ variable }) => variable)).not.toContain("SMS_LIMIT_TOTALS");
  });
});

describe("beside an error", () => {
  const misspelt = (over: Record<string, string | undefined>) =>
    configErrorOf({ ...ENV, ALIYUN_SMS_SIGN_NAME: undefined, ...over });

  test("the name is told with what is missing for it, and shows no value", () => {
    const { problems, unread, message } = misspelt({ ALIYUN_SMS_SIGNNAME: "a-value-that-stays-here" });
    expect(problems.map(({ variable }) => variable)).toEqual(["ALIYUN_SMS_SIGN_NAME"]);
    expect(unread).toEqual([]);
    expect(message).toMatch(
      /ALIYUN_SMS_SIGN_NAME is not set: .+; ALIYUN_SMS_SIGNNAME is set, and may be meant for it/,
    );
    expect(message).toMatch(
      /ALIYUN_SMS_SIGN_NAME 未设置：.+；已设置了 ALIYUN_SMS_SIGNNAME，是否写错了名称？/,
    );
    expect(message).not.toContain("a-value-that-stays-here");
  });

  test("every other misspelt name has a line of its own, and is counted as no problem", () => {
    const { unread, message } = misspelt({ SMS_LIMIT_TOTL: "5/1d", SMS_LIMT_PER_IP: "5/1d" });
    expect(unread.map(({ variable }) => variable)).toEqual(["SMS_LIMIT_TOTL", "SMS_LIMT_PER_IP"]);
    expect(message).toContain("1 problem(s)");
    expect(message).toContain("  - SMS_LIMIT_TOTL is not read: SMS_LIMIT_TOTAL may be meant");
    expect(message).toContain("SMS_LIMT_PER_IP 不会被读取：是否应为 SMS_LIMIT_PER_IP？");
    expect(message).not.toContain("5/1d");
  });

  test("one that is near to what is set, and wrong, is not told as if it were missing", () => {
    const { problems, unread } = misspelt({ ALIYUN_SMS_SIGN_NAME: "【x】", ALIYUN_SMS_SIGNNAME: "x" });
    expect(problems.map(({ en }) => en).join()).not.toContain("ALIYUN_SMS_SIGNNAME");
    expect(unread.map(({ variable }) => variable)).toEqual(["ALIYUN_SMS_SIGNNAME"]);
  });
});
