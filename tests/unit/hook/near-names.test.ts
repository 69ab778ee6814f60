import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/hook/config/config.ts";
import { nearNameOf } from "../../../src/hook/config/near-names.ts";
import { VARIABLES } from "../../../src/hook/config/variables.ts";
import { startEntry } from "../../../src/hook/log/start-entry.ts";
import { ENV } from "../../support/hook/config.ts";

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
