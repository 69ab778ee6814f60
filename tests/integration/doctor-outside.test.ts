import {
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SEED,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
  type Sign,
  type Template,
} from "../../src/emulator/aliyun/index.ts";
import type { HealthyWorld } from "../support/doctor/healthy-world.ts";
import { createDoctorWorld, describeSeeds, type Seed } from "../support/doctor/seeds.ts";
import { SECOND_SECRET } from "../support/hook/signing.ts";

const world = createDoctorWorld();

/** Signs or templates of the account, with one of them otherwise. */
const signOtherwise = (change: Partial<Sign>) => ({ aliyun }: HealthyWorld) =>
  aliyun.updateAccount({
    signs: DEFAULT_SEED.signs.map((sign) => sign.name === DEFAULT_SIGN_NAME ? { ...sign, ...change } : sign),
  });
const templateOtherwise = (change: (template: Template) => Template) => ({ aliyun }: HealthyWorld) =>
  aliyun.updateAccount({
    templates: DEFAULT_SEED.templates.map((one) => one.code === DOMESTIC_TEMPLATE_CODE ? change(one) : one),
  });
const refusedWith = (code: string, action = "SendSms") => ({ aliyun }: HealthyWorld) =>
  aliyun.setFault({ kind: "code", code, action });
const allowed = (...allowedActions: string[]) => ({ aliyun }: HealthyWorld) =>
  aliyun.updateAccount({
    accessKeys: [{ id: DEFAULT_ACCESS_KEY_ID, secret: DEFAULT_ACCESS_KEY_SECRET, allowedActions }],
  });
const broken = (kind: "html" | "reset") => ({ aliyun }: HealthyWorld) => aliyun.setFault({ kind });
const json = (status: number, body: object, headers: Record<string, string> = {}) => () =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
const waiting = (ms: number) => async () => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return undefined;
};

const PROVIDER: Seed[] = [
  ["a clock twenty minutes behind", "clock_wrong", /^127/, { clockOffMs: -20 * 60_000 }],
  ["a clock two minutes ahead", "clock_drifts", /^127/, { clockOffMs: 120_000 }],
  ["nobody at the endpoint", "provider_unreachable", /^127/, {
    env: { ALIYUN_SMS_ENDPOINT: "http://127.0.0.1:9" },
  }],
  ["a proxy's page", "provider_not_alibaba", /^127/, {}, broken("html")],
  ["a connection that breaks", "provider_silent", /^127/, {}, broken("reset")],
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
  ["a function's address without http", "hook_address_unreadable", "localhost:8801/send-sms", {
    options: () => ({ url: "localhost:8801/send-sms" }),
  }],
  ["a host alone", "hook_address_unreadable", "project.example", {
    options: () => ({ url: "project.example" }),
  }],
  ["an address of another scheme", "hook_address_unreadable", "pg-functions://postgres/public/hook", {
    options: () => ({ url: "pg-functions://postgres/public/hook" }),
  }],
  ["an address with a secret in front and behind", "hook_address_unreadable", "…@host:1/path", {
    options: () => ({ url: "name:word@host:1/path?token=secret" }),
  }],
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
  ["Auth's address without http", "auth_address_unreadable", "localhost:9999", {
    options: () => ({ authUrl: "localhost:9999" }),
  }],
  ["Auth's host alone", "auth_address_unreadable", "project.example", {
    options: () => ({ authUrl: "project.example" }),
  }],
  ["nobody at Auth's address", "auth_unreachable", "127.0.0.1:9", {
    options: () => ({ authUrl: "http://127.0.0.1:9" }),
  }],
  ["a gateway that asks for a key", "auth_needs_key", /^127/, {
    front: (request) => request.method === "GET" ? new Response("{}", { status: 401 }) : undefined,
    options: (_, { hook }) => ({ authUrl: new URL(hook).origin }),
  }],
  ["a release without the hook", "auth_too_old", "2.150.1", {
    front: (request) =>
      new URL(request.url).pathname === "/auth/v1/settings"
        ? Response.json({ external: { phone: true }, phone_autoconfirm: false, disable_signup: false })
        : request.method === "GET"
        ? Response.json({ version: "v2.150.1" })
        : undefined,
    options: (_, { hook }) => ({ authUrl: new URL(hook).origin }),
  }],
  ["another program at Auth's address", "auth_not_there", /^127/, {
    options: (_, { hook }) => ({ authUrl: new URL(hook).origin }),
  }],
];

describeSeeds("Alibaba Cloud", PROVIDER, world);
describeSeeds("the function", HOOK, world);
describeSeeds("Auth", AUTH, world);
