import { expect, test } from "vitest";
import {
  BUNDLED_SIGN_NAME,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";
import { alarmsOf, createDoctorWorld, describeSeeds, type Seed } from "../support/doctor/seeds.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../support/hook/signing.ts";

const world = createDoctorWorld();

test("a world where all is well has no alarm, and nothing was sent to find that out", async () => {
  const { ok, findings } = await world().examine();
  expect(alarmsOf(findings)).toEqual([]);
  expect(ok).toBe(true);
  expect(findings.map(({ id }) => id)).toEqual([
    "configuration_read",
    "provider_reached",
    "hook_answers",
    "auth_answers",
    "ledger_memory",
  ]);
  expect(world().aliyun.messages()).toEqual([]);
});

test.each<[string, Record<string, string | undefined>]>([
  ["with bundled signatures", {
    ALIYUN_SMS_API: "dypnsapi",
    ALIYUN_SMS_SIGN_NAME: BUNDLED_SIGN_NAME,
    ALIYUN_SMS_TEMPLATE_CODE: "100001",
  }],
  ["that sends abroad", {
    ALIYUN_SMS_API: "globe",
    ALIYUN_SMS_SIGN_NAME: undefined,
    ALIYUN_SMS_TEMPLATE_CODE: undefined,
    SMS_ALLOWED_COUNTRIES: "HK",
  }],
])("a world %s has no alarm, and nothing was sent", async (_what, env) => {
  const { findings } = await world().examine({ env });
  expect(alarmsOf(findings)).toEqual([]);
  expect(findings.map(({ id }) => id)).toContain("provider_reached");
  expect(world().aliyun.messages()).toEqual([]);
});

const replaced = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

const FILE: Seed[] = [
  ["a byte order mark", "env_file_bom", "SEND_SMS_HOOK_SECRETS", { file: (text) => `\uFEFF${text}` }],
  ["line ends of Windows", "env_file_crlf", /\.env$/, { file: (text) => text.replaceAll("\n", "\r\n") }],
  ["GBK", "env_file_not_utf8", /\.env$/, {
    file: (text) => Buffer.concat([Buffer.from(text), Buffer.from([0x23, 0xc7, 0xa9, 0xc3, 0xfb, 0x0a])]),
  }],
  ["UTF-16", "env_file_not_utf8", /\.env$/, {
    file: (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
  }],
  ["a full-width equals sign", "env_file_line_unread", "SMS_LIMIT_PER_IP", {
    file: (text) => `${text}SMS_LIMIT_PER_IP＝5/1h\n`,
  }],
  ["YAML's colon", "env_file_line_unread", "SMS_LIMIT_PER_IP", {
    file: (text) => `${text}SMS_LIMIT_PER_IP: 5/1h\n`,
  }],
  ["blanks around =", "env_file_name_spaced", "SMS_LIMIT_TOTAL", {
    file: replaced("SMS_LIMIT_TOTAL=", "SMS_LIMIT_TOTAL = "),
  }],
  ["one name twice", "env_file_twice", "SMS_LIMIT_TOTAL", {
    file: (text) => `SMS_LIMIT_TOTAL=9/1d\n${text}`,
  }],
  ["a comment behind a value", "env_file_hash", "SMS_LIMIT_TOTAL", {
    env: { SMS_LIMIT_TOTAL: "1000/1d # a day" },
  }],
  ["a dollar sign in double quotes", "env_file_dollar", "SMS_LEDGER_KEY", {
    env: { SMS_LEDGER_KEY: '"a key of the ledger, with $HOME in it, long"' },
  }],
  ["a pipe without quotes", "env_file_pipe", "SEND_SMS_HOOK_SECRETS", {
    env: { SEND_SMS_HOOK_SECRETS: `${FIRST_SECRET}|${SECOND_SECRET}` },
  }],
  ["a file that all may read", "env_file_open_to_others", /\.env$/, { mode: 0o644 }],
  ["no file", "env_file_missing", /none$/, { options: ({ envFile }) => ({ envFile: `${envFile}.none` }) }],
];

const VARIABLES: Seed[] = [
  ["no hook secret", "variable_wrong", "SEND_SMS_HOOK_SECRETS", { env: { SEND_SMS_HOOK_SECRETS: "" } }],
  ["a hook secret cut short", "variable_wrong", "SEND_SMS_HOOK_SECRETS", {
    env: { SEND_SMS_HOOK_SECRETS: FIRST_SECRET.slice(0, -6) },
  }],
  ["a secret that has lost its v1,", "secret_without_prefix", "SEND_SMS_HOOK_SECRETS", {
    env: { SEND_SMS_HOOK_SECRETS: FIRST_SECRET.replace("v1,", "") },
  }],
  ["an asymmetric secret", "variable_wrong", "SEND_SMS_HOOK_SECRETS", {
    env: { SEND_SMS_HOOK_SECRETS: FIRST_SECRET.replace("v1,whsec_", "v1a,whsk_") },
  }],
  ["a secret with a line end in its quotes", "value_has_blanks", "SEND_SMS_HOOK_SECRETS", {
    env: { SEND_SMS_HOOK_SECRETS: `"${FIRST_SECRET}\\n"` },
  }],
  ["a quotation mark on one side", "variable_wrong", "ALIYUN_SMS_TEMPLATE_CODE", {
    env: { ALIYUN_SMS_TEMPLATE_CODE: `${DOMESTIC_TEMPLATE_CODE}”` },
  }],
  ["id and secret swapped", "variable_wrong", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", {
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: DEFAULT_ACCESS_KEY_SECRET,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEFAULT_ACCESS_KEY_ID,
    },
  }],
  ["a full-width key id", "variable_wrong", "ALIBABA_CLOUD_ACCESS_KEY_ID", {
    env: { ALIBABA_CLOUD_ACCESS_KEY_ID: "ＬＴＡＩ5tEmulator" },
  }],
  ["a zero-width character in the sign", "variable_wrong", "ALIYUN_SMS_SIGN_NAME", {
    env: { ALIYUN_SMS_SIGN_NAME: `模拟\u200B短信测试` },
  }],
  ["a blank inside the secret", "variable_wrong", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", {
    env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "emulator-fake key-secret" },
  }],
  ["a placeholder", "variable_wrong", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", {
    env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "<your-secret>" },
  }],
  ["the sign in 【】", "variable_wrong", "ALIYUN_SMS_SIGN_NAME", {
    env: { ALIYUN_SMS_SIGN_NAME: `【${DEFAULT_SIGN_NAME}】` },
  }],
  ["a full-width comma between countries", "variable_wrong", "SMS_ALLOWED_COUNTRIES", {
    env: { SMS_ALLOWED_COUNTRIES: "CN，HK" },
  }],
  ["broken JSON of the parameters", "variable_wrong", "ALIYUN_SMS_TEMPLATE_PARAMS", {
    env: { ALIYUN_SMS_TEMPLATE_PARAMS: "'{code}'" },
  }],
  ["two names that disagree", "variable_risky", "ALIYUN_SMS_SIGN_NAME", {
    env: { GOTRUE_SMS_ALIYUN_SIGN_NAME: "另一个签名" },
  }],
  ["no total limit", "variable_risky", "SMS_LIMIT_TOTAL", { env: { SMS_LIMIT_TOTAL: undefined } }],
  ["another hook's name for a variable", "variable_wrong", "ALIYUN_SMS_SIGN_NAME", {
    env: { ALIYUN_SMS_SIGN_NAME: undefined, SMS_SIGN_NAME: DEFAULT_SIGN_NAME },
  }],
  ["a misspelt limit", "variable_unknown", "SMS_LIMIT_PER_NUMBERS", {
    env: { SMS_LIMIT_PER_NUMBERS: "1/1d" },
  }],
  ["a price that is none", "price_wrong", "SMS_PRICE_CN", { env: { SMS_PRICE_CN: "0,045" } }],
  ["a price of no country", "price_wrong", "SMS_PRICE_chn", { env: { SMS_PRICE_chn: "0.045" } }],
  ["a currency that is none", "price_wrong", "SMS_PRICE_CURRENCY", { env: { SMS_PRICE_CURRENCY: "元" } }],
  ["the kill switch", "sending_disabled", "SMS_SENDING_ENABLED", { env: { SMS_SENDING_ENABLED: "false" } }],
  ["a staging list", "staging_list", "SMS_ALLOWED_NUMBERS", {
    env: { SMS_ALLOWED_NUMBERS: "+8613800138000" },
  }],
  ["codes of eight digits", "otp_too_long", "GOTRUE_SMS_OTP_LENGTH", { env: { GOTRUE_SMS_OTP_LENGTH: "8" } }],
  ["codes that expire before the SMS says", "otp_expires_early", "GOTRUE_SMS_OTP_EXP", {
    env: { GOTRUE_SMS_OTP_EXP: "60" },
  }],
  ["less than a minute between two codes", "otp_too_frequent", "GOTRUE_SMS_MAX_FREQUENCY", {
    env: { GOTRUE_SMS_MAX_FREQUENCY: "30s" },
  }],
];

test("a misspelt name and a wrong price are told beside an error, and are none of the variables that were read", async () => {
  const before = await world().examine({});
  const { findings } = await world().examine({
    env: {
      ALIYUN_SMS_SIGN_NAME: undefined,
      ALIYUN_SMS_SIGNNAME: DEFAULT_SIGN_NAME,
      SMS_LIMIT_TOTAL: undefined,
      SMS_LIMIT_TOTL: "5/1d",
      GOTRUE_HOOK_SEND_SMS_SECRETTS: "5/1d",
      SMS_PRICE_XX: "5/1d",
    },
  });
  expect(alarmsOf(findings).map(({ id, subject }) => [id, subject])).toEqual([
    ["variable_wrong", "ALIYUN_SMS_SIGN_NAME"],
    ["variable_risky", "GOTRUE_HOOK_SEND_SMS_SECRETTS"],
    ["variable_unknown", "SMS_LIMIT_TOTL"],
    ["price_wrong", "SMS_PRICE_XX"],
  ]);
  expect(findings[0]?.en).toContain("; ALIYUN_SMS_SIGNNAME is set, and may be meant for it");
  expect(findings[0]?.remedy.en).toMatch(/^Set ALIYUN_SMS_SIGN_NAME as said/);
  expect(JSON.stringify(findings)).not.toMatch(/5\/1d|模拟/);
  const countIn = (all: typeof findings) =>
    Number(/\d+/.exec(all.find(({ id }) => id === "configuration_read")?.en ?? "")?.[0]);
  expect(countIn(findings)).toBe(countIn(before.findings) - 2);
});

test.each<[string, Record<string, string | undefined>, string[]]>([
  ["a template that is missing", { ALIYUN_SMS_TEMPLATE_CODE: undefined }, ["hook_answers"]],
  ["a hook secret that is none", { SEND_SMS_HOOK_SECRETS: "v1,whsec_none" }, ["hook_not_signed"]],
])("with %s it is said what was not looked at for that", async (_what, env, ofHook) => {
  const { findings } = await world().examine({ env });
  expect(findings.filter(({ level }) => level === "info").map(({ id }) => id)).toEqual([
    "configuration_read",
    "provider_not_asked",
    ...ofHook,
    "auth_answers",
    "ledger_not_asked",
  ]);
});

describeSeeds("the file", FILE, world);
describeSeeds("the variables", VARIABLES, world);
