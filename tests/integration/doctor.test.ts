import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SEED,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
  type Sign,
  type Template,
} from "../../src/emulator/aliyun/index.ts";
import type { Finding } from "../../src/operator/doctor/finding.ts";
import { type Difference, type HealthyWorld, startHealthyWorld } from "../support/doctor/healthy-world.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../support/hook/signing.ts";

let world: HealthyWorld;
beforeAll(async () => {
  world = await startHealthyWorld();
});
beforeEach(() => world.aliyun.reset());
afterAll(() => world.close());

const alarms = (findings: readonly Finding[]) => findings.filter(({ level }) => level !== "info");
const named = ({ id, subject }: Finding) => ({ id, subject });

test("a world where all is well has no alarm, and nothing was sent to find that out", async () => {
  const { ok, findings } = await world.examine();
  expect(alarms(findings)).toEqual([]);
  expect(ok).toBe(true);
  expect(findings.map(({ id }) => id)).toEqual([
    "configuration_read",
    "provider_reached",
    "hook_answers",
    "auth_answers",
    "ledger_memory",
  ]);
  expect(world.aliyun.messages()).toEqual([]);
});

/** Signs or templates of the account, with one of them otherwise. */
const signOtherwise = (change: Partial<Sign>) => () =>
  world.aliyun.updateAccount({
    signs: DEFAULT_SEED.signs.map((sign) => sign.name === DEFAULT_SIGN_NAME ? { ...sign, ...change } : sign),
  });
const templateOtherwise = (change: (template: Template) => Template) => () =>
  world.aliyun.updateAccount({
    templates: DEFAULT_SEED.templates.map((one) => one.code === DOMESTIC_TEMPLATE_CODE ? change(one) : one),
  });
const refusedWith = (code: string, action = "SendSms") => () =>
  world.aliyun.setFault({ kind: "code", code, action });
const replaced = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
const allowed = (...allowedActions: string[]) => () =>
  world.aliyun.updateAccount({
    accessKeys: [{ id: DEFAULT_ACCESS_KEY_ID, secret: DEFAULT_ACCESS_KEY_SECRET, allowedActions }],
  });
const json = (status: number, body: object, headers: Record<string, string> = {}) => () =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
const waiting = (ms: number) => async () => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return undefined;
};

type Seed = [
  what: string,
  id: string,
  subject: string | RegExp,
  difference: Difference,
  arrange?: () => void,
];

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
  ["a misspelt limit", "variable_unknown", "SMS_LIMIT_PER_NUMBERS", {
    env: { SMS_LIMIT_PER_NUMBERS: "1/1d" },
  }],
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

const PROVIDER: Seed[] = [
  ["a clock twenty minutes behind", "clock_wrong", /^127/, { clockOffMs: -20 * 60_000 }],
  ["a clock two minutes ahead", "clock_drifts", /^127/, { clockOffMs: 120_000 }],
  ["nobody at the endpoint", "provider_unreachable", /^127/, {
    env: { ALIYUN_SMS_ENDPOINT: "http://127.0.0.1:9" },
  }],
  ["a proxy's page", "provider_not_alibaba", /^127/, {}, () => world.aliyun.setFault({ kind: "html" })],
  ["a connection that breaks", "provider_silent", /^127/, {}, () => world.aliyun.setFault({ kind: "reset" })],
  ["an unknown key", "access_key_refused", "ALIBABA_CLOUD_ACCESS_KEY_ID", {
    env: { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI5tNobodyHasThisKey" },
  }],
  ["a wrong key secret", "access_key_refused", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", {
    env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "emulator-wrong-key-secret" },
  }],
  ["an address that is refused", "source_denied", /^127/, {}, refusedWith("isv.DENY_IP_RANGE")],
  [
    "RAM without SendSms",
    "ram_send_denied",
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    {},
    allowed("dysms:GetSmsSign", "dysms:GetSmsTemplate"),
  ],
  [
    "no balance",
    "account_cannot_send",
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    {},
    refusedWith("isv.AMOUNT_NOT_ENOUGH"),
  ],
  [
    "a product not activated",
    "account_cannot_send",
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    {},
    refusedWith("isv.PRODUCT_UN_SUBSCRIPT"),
  ],
  [
    "the account's own daily cap",
    "account_cannot_send",
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    {},
    refusedWith("isv.DAY_LIMIT_CONTROL"),
  ],
  ["throttling", "provider_throttles", /^127/, {}, refusedWith("Throttling.User")],
  ["no such sign", "sign_missing", "ALIYUN_SMS_SIGN_NAME", { env: { ALIYUN_SMS_SIGN_NAME: "无此签名" } }],
  [
    "a sign under review",
    "sign_not_approved",
    "ALIYUN_SMS_SIGN_NAME",
    {},
    signOtherwise({ status: "pending" }),
  ],
  [
    "a sign that was rejected",
    "sign_not_approved",
    "ALIYUN_SMS_SIGN_NAME",
    {},
    signOtherwise({ status: "rejected" }),
  ],
  [
    "a sign that one carrier has not filed",
    "sign_not_filed",
    "ALIYUN_SMS_SIGN_NAME",
    {},
    signOtherwise({ carriers: { telecom: -2 } }),
  ],
  ["a filing under way", "sign_filing_pending", "ALIYUN_SMS_SIGN_NAME", {}, signOtherwise({ filed: false })],
  ["no such template", "template_missing", "ALIYUN_SMS_TEMPLATE_CODE", {
    env: { ALIYUN_SMS_TEMPLATE_CODE: "SMS_999999999" },
  }],
  [
    "a template under review",
    "template_not_approved",
    "ALIYUN_SMS_TEMPLATE_CODE",
    {},
    templateOtherwise((one) => ({ ...one, status: "pending" })),
  ],
  [
    "a variable of another name",
    "template_variables",
    "ALIYUN_SMS_TEMPLATE_CODE",
    {},
    templateOtherwise((one) => ({
      ...one,
      content: "验证码${number}，5分钟内有效。",
      codeVariable: "number",
    })),
  ],
  ["parameters that the template has not", "template_variables", "ALIYUN_SMS_TEMPLATE_CODE", {
    env: { ALIYUN_SMS_TEMPLATE_PARAMS: `'{"product":"Shop"}'` },
  }],
  [
    "a notice template",
    "template_not_verification",
    "ALIYUN_SMS_TEMPLATE_CODE",
    {},
    templateOtherwise(({ codeVariable: _none, ...one }) => one),
  ],
  [
    "a template for abroad",
    "template_wrong_audience",
    "ALIYUN_SMS_TEMPLATE_CODE",
    {},
    templateOtherwise((one) => ({ ...one, audience: "international" })),
  ],
];

const HOOK: Seed[] = [
  ["an http address that Auth does not take", "hook_address_refused", /kong/, {
    options: () => ({ url: "http://kong:8000/functions/v1/send-sms" }),
  }],
  ["nobody there", "hook_unreachable", /:9/, { options: () => ({ url: "http://127.0.0.1:9/send-sms" }) }],
  ["a wrong path", "hook_path_wrong", /functions/, {
    options: (_, { hook }) => ({ url: hook.replace("/send-sms", "/functions/v1/send-sms") }),
  }],
  ["a redirect", "hook_redirects", /send-sms$/, {
    front: () => new Response("", { status: 301, headers: { location: "/elsewhere" } }),
  }],
  ["a login page", "hook_html", /send-sms$/, {
    front: () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }),
  }],
  ["verify_jwt", "hook_verify_jwt", /send-sms$/, {
    front: json(401, { code: 401, message: "Missing authorization header" }),
  }],
  ["another secret", "hook_secret_differs", /send-sms$/, { env: { SEND_SMS_HOOK_SECRETS: SECOND_SECRET } }],
  ["another program", "hook_not_ours", /send-sms$/, { front: json(200, {}) }],
  ["a function that does not start", "hook_fails", /send-sms$/, { front: json(503, { code: "BOOT_ERROR" }) }],
  ["a slow one", "hook_slow", /send-sms$/, { front: waiting(2_600) }],
  ["one that takes longer than Auth waits", "hook_too_slow", /send-sms$/, { front: waiting(5_100) }],
  ["a proxy for small bodies only", "hook_small_bodies", /send-sms$/, {
    front: (request) =>
      Number(request.headers.get("content-length")) > 1_048_576
        ? new Response("", { status: 413 })
        : undefined,
  }],
  ["its clock", "hook_clock_wrong", /send-sms$/, {
    front: json(401, { error: { http_code: 401, message: "signature_invalid" } }, {
      date: new Date(Date.now() - 3_600_000).toUTCString(),
    }),
  }],
];

const AUTH: Seed[] = [
  ["sign-in by phone off", "auth_phone_off", "GOTRUE_EXTERNAL_PHONE_ENABLED", {
    auth: { settings: { externalPhoneEnabled: false } },
  }],
  ["autoconfirm", "auth_autoconfirm", "GOTRUE_SMS_AUTOCONFIRM", {
    auth: { settings: { smsAutoconfirm: true } },
  }],
  ["Twilio Verify", "auth_twilio_verify", "GOTRUE_SMS_PROVIDER", {
    auth: { settings: { smsProvider: "twilio_verify" } },
  }],
  ["a release that hears numbers only", "auth_release_old", "2.186.0", { auth: { release: "2.186" } }],
  ["a release that can be told", "auth_release_old", "2.173.0", { auth: { release: "2.173" } }],
  ["GOTRUE_VERSION of another release", "auth_version_differs", "GOTRUE_VERSION", {
    env: { GOTRUE_VERSION: "2.173.0" },
  }],
  ["nobody at Auth's address", "auth_unreachable", "127.0.0.1:9", {
    options: () => ({ authUrl: "http://127.0.0.1:9" }),
  }],
  ["another program at Auth's address", "auth_not_there", /^127/, {
    options: (_, { hook }) => ({ authUrl: new URL(hook).origin }),
  }],
];

describe.each([["the file", FILE], ["the variables", VARIABLES], ["Alibaba Cloud", PROVIDER], [
  "the function",
  HOOK,
], ["Auth", AUTH]])(
  "of %s",
  (_area, seeds) => {
    test.each(seeds)(
      "%s is named first, and nothing else is",
      async (_what, id, subject, difference, arrange) => {
        arrange?.();
        const { findings, ok } = await world.examine(difference);
        expect(alarms(findings).map(named)).toEqual([{
          id,
          subject: typeof subject === "string" ? subject : expect.stringMatching(subject),
        }]);
        expect(findings[0]?.id).toBe(id);
        expect(ok).toBe(findings[0]?.level !== "error");
        expect(world.aliyun.messages()).toEqual([]);
      },
    );
  },
);
