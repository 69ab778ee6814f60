import { createHash, createHmac, randomUUID } from "node:crypto";
import {
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";

/** `undefined` leaves a parameter out. */
export type Overrides = Readonly<Record<string, string | undefined>>;
export type Reply = { status: number; type: string; text: string; body: Record<string, unknown> };

export const MAINLAND = "13800000001";

const SEND_SMS = {
  Action: "SendSms",
  Version: "2017-05-25",
  PhoneNumbers: MAINLAND,
  SignName: DEFAULT_SIGN_NAME,
  TemplateCode: DOMESTIC_TEMPLATE_CODE,
  TemplateParam: '{"code":"123456"}',
};

/** A signer of the test's own, so that every field can be wrong on purpose. */
export function signedForm(overrides: Overrides = {}, secret = DEFAULT_ACCESS_KEY_SECRET): URLSearchParams {
  const all: Overrides = {
    Format: "JSON",
    AccessKeyId: DEFAULT_ACCESS_KEY_ID,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: secondsOf(new Date()),
    ...SEND_SMS,
    ...overrides,
  };
  const params = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const canonical = params.map(([key, value]) => `${strict(key)}=${strict(value)}`).sort().join("&");
  const signature = createHmac("sha1", `${secret}&`).update(`POST&%2F&${strict(canonical)}`).digest("base64");
  return new URLSearchParams([["Signature", signature], ...params]);
}

export async function post(url: string, body: URLSearchParams, signal?: AbortSignal): Promise<Reply> {
  return await reply(await fetch(url, { method: "POST", body, ...(signal ? { signal } : {}) }));
}

export async function sendSms(url: string, overrides: Overrides = {}, secret?: string): Promise<Reply> {
  return await post(url, signedForm(overrides, secret));
}

export async function verifyCode(url: string, overrides: Overrides = {}): Promise<Reply> {
  return await sendSms(url, {
    Action: "SendSmsVerifyCode",
    PhoneNumbers: undefined,
    PhoneNumber: MAINLAND,
    SignName: "模拟认证平台",
    TemplateCode: "100001",
    TemplateParam: '{"code":"123456","min":"5"}',
    ...overrides,
  });
}

export async function sendToGlobe(url: string, overrides: Overrides = {}): Promise<Reply> {
  return await sendSms(url, {
    Action: "SendMessageToGlobe",
    Version: "2018-05-01",
    PhoneNumbers: undefined,
    SignName: undefined,
    TemplateCode: undefined,
    TemplateParam: undefined,
    To: "13105551234",
    Message: "Your code is 123456",
    ...overrides,
  });
}

export type V3Options = { headers?: Overrides; unsigned?: string[]; secret?: string; inForm?: boolean };

export async function sendSmsV3(url: string, options: V3Options = {}): Promise<Reply> {
  const { secret = DEFAULT_ACCESS_KEY_SECRET, unsigned = [], inForm = false } = options;
  const { Action: action, Version: version, ...params } = SEND_SMS;
  const encoded = Object.entries(params).map(([key, value]) => `${key}=${strict(value)}`).sort().join("&");
  const [query, body] = inForm ? ["", encoded] : [encoded, ""];
  const given: Overrides = {
    host: new URL(url).host,
    "x-acs-action": action,
    "x-acs-version": version,
    "x-acs-date": secondsOf(new Date()),
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-content-sha256": createHash("sha256").update(body).digest("hex"),
    ...(inForm ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    ...options.headers,
  };
  const headers = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const signed = headers.filter(([name]) => !unsigned.includes(name)).sort();
  const names = signed.map(([name]) => name).join(";");
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join("");
  const hash = createHash("sha256").update(body).digest("hex");
  const canonical = `POST\n/\n${query}\n${lines}\n${names}\n${hash}`;
  const digest = createHash("sha256").update(canonical).digest("hex");
  const signature = createHmac("sha256", secret).update(`ACS3-HMAC-SHA256\n${digest}`).digest("hex");
  const authorization =
    `ACS3-HMAC-SHA256 Credential=${DEFAULT_ACCESS_KEY_ID},SignedHeaders=${names},Signature=${signature}`;
  const response = await fetch(`${url}/?${query}`, {
    method: "POST",
    headers: [...headers.filter(([name]) => name !== "host"), ["authorization", authorization]],
    ...(inForm ? { body } : {}),
  });
  return await reply(response);
}

/** The request instant as both signature styles want it: UTC without milliseconds. */
export function secondsOf(date: Date): string {
  return date.toISOString().replace(/\.\d{3}/, "");
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  // Bodies are checked field by field in the tests; anything but a JSON object becomes empty here.
  const body = type.startsWith("application/json") && text.endsWith("}") ? JSON.parse(text) : {};
  return { status: response.status, type, text, body };
}

function strict(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
