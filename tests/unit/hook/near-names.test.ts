import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/hook/config/config.ts";
import { nearNameOf } from "../../../src/hook/config/near-names.ts";
import { editDistance } from "../../../src/hook/config/edit-distance.ts";
import { ACCOUNT_VARIABLE, PRICE_VARIABLE, VARIABLES } from "../../../src/hook/config/variables.ts";
import { checkConfiguration } from "../../../src/operator/doctor/check-configuration.ts";
import { startEntry } from "../../../src/hook/log/start-entry.ts";
import { configErrorOf, ENV } from "../../support/hook/config.ts";

const KNOWN: readonly string[] = Object.values(VARIABLES).flat();
const PRICES = ["SMS_PRICE_CN", "SMS_PRICE_DEFAULT", "SMS_PRICE_CURRENCY"];
const isOurs = (name: string) =>
  KNOWN.includes(name) || ACCOUNT_VARIABLE.test(name) || PRICE_VARIABLE.test(name);

function edited(name: string, i: number, edit: string, other: string): string {
  const [before, here = "", after] = [name.slice(0, i), name[i], name.slice(i + 1)];
  if (edit === "add") return before + other + here + after;
  if (edit === "leave out") return before + after;
  return edit === "replace" ? before + other + after : before + after.slice(0, 1) + here + after.slice(1);
}

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

  test("is found whatever one letter was added, left out, taken for another or swapped, or another name as near", () => {
    const whole = [...KNOWN.filter((name) => name.length >= 8), "SMS_PRICE_DEFAULT", "SMS_PRICE_CURRENCY"];
    // Of a country's price the country is no slip's: CM is another one.
    const long = fc.constantFrom(...whole.map((name) => [name, ""]), ["SMS_PRICE", "_CN"]);
    const letter = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    const edits = fc.constantFrom("add", "leave out", "replace", "swap");
    fc.assert(
      fc.property(long, fc.nat(), letter, edits, ([front = "", end = ""], where, other, edit) => {
        const name = front + end;
        const slip = edited(front, where % front.length, edit, other) + end;
        fc.pre(slip !== name && !isOurs(slip));
        const near = nearNameOf(slip);
        expect(near === name || editDistance(slip, near ?? "", 1) === 1).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["SMS_LEDGER_KY", "SMS_LEDGER_KEY"],
    ["SMS_PRICE_CURENCY", "SMS_PRICE_CURRENCY"],
    ["SMS_PRICES_CN", "SMS_PRICE_CN"],
    ["SMS_PRIC_CN", "SMS_PRICE_CN"],
    ["SMS_ALLOWED_COUNTRY", "SMS_ALLOWED_COUNTRIES"],
    ["SMS_LIMT_PER_NUMBR", "SMS_LIMIT_PER_NUMBER"],
    ["ALIYUN_ACESS_KEY_ID", "ALIYUN_ACCESS_KEY_ID"],
    ["ALIYUN_SMS_TEMPLATE_PARAM", "ALIYUN_SMS_TEMPLATE_PARAMS"],
  ])("%s is near to %s", (given, meant) => {
    expect(nearNameOf(given)).toBe(meant);
  });

  test.each([
    ...KNOWN,
    ...PRICES,
    "SMS_DAILY_LIMIT",
    "SMS_LIMIT_PER_DAY",
    "SMS_LEDGER_URL",
    "SMS_PRICE",
    "SMS_PRIC_XX",
    "SMS_LEDGER_XY",
    "GOTRUE_HOOK_SEND_EMAIL_SECRETS",
    "GOTRUE_SMS_TEMPLATE",
    "ALIBABA_CLOUD_ROLE_ARN",
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

describe("the doctor", () => {
  const remedyFor = (name: string) =>
    checkConfiguration({ ...ENV, [name]: "1" }).findings.filter(({ subject }) => subject === name)
      .map(({ id, en, zh, remedy }) => ({ id, en, zh, remedy }));

  test.each([
    ["SMS_LEDGER_KY", "SMS_LEDGER_KEY"],
    ["SMS_LIMIT_TOTL", "SMS_LIMIT_TOTAL"],
    ["SMS_PRIC_CN", "SMS_PRICE_CN"],
  ])("proposes for %s what the function does: %s", (given, meant) => {
    expect(remedyFor(given)).toMatchObject([{
      id: "variable_unknown",
      remedy: { en: `Write ${meant}, or remove it`, zh: `改为 ${meant}，或删除` },
    }]);
    expect(nearNameOf(given)).toBe(meant);
  });

  test.each(["SMS_DAILY_LIMIT", "SMS_PRICE"])("proposes none for %s, to which none is near", (given) => {
    expect(remedyFor(given)).toMatchObject([{
      id: "variable_unknown",
      remedy: {
        en: "Write a name of docs/configuration.md, or remove it",
        zh: "改为 docs/configuration.zh-CN.md 中的名称，或删除",
      },
    }]);
  });

  test("tells of a currency that is misspelt once, with the right name", () => {
    expect(remedyFor("SMS_PRICE_CURENCY")).toMatchObject([{
      id: "price_wrong",
      en: expect.stringContaining("SMS_PRICE_CURENCY is no country's price: SMS_PRICE_CURRENCY may be meant"),
      zh: expect.stringContaining("是否应为 SMS_PRICE_CURRENCY？"),
    }]);
  });
});
