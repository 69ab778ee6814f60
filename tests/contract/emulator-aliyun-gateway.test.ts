import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_SEED,
  DEFAULT_STS_ACCESS_KEY_ID,
  DEFAULT_STS_ACCESS_KEY_SECRET,
  DEFAULT_STS_SECURITY_TOKEN,
} from "../../src/emulator/aliyun/index.ts";
import {
  type Overrides,
  post,
  secondsOf,
  sendSms,
  sendSmsV3,
  signedForm,
} from "../support/emulator-aliyun-client.ts";

const MINUTE_MS = 60_000;
const EXPIRED_STS = { id: "STS.expired-fake", secret: "fake-secret", securityToken: "fake-token" };

let emulator: AliyunEmulator;
beforeAll(async () => {
  const accessKeys = [
    ...DEFAULT_SEED.accessKeys,
    { id: "LTAI-fake-inactive", secret: "fake-secret", active: false },
    { ...EXPIRED_STS, securityTokenExpiresAt: 0 },
  ];
  emulator = await createAliyunEmulator({ seed: { accessKeys } });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const fromNow = (ms: number) => secondsOf(new Date(Date.now() + ms));

describe("the gateway refuses, with signature v1,", () => {
  test.each<[string, Overrides, string, number]>([
    ["a version that no API has", { Version: "2016-01-01" }, "InvalidVersion", 400],
    ["an unknown action", { Action: "SendTelegram" }, "InvalidAction.NotFound", 404],
    ["a 2018 action in the 2017 version", { Action: "SendMessageToGlobe" }, "InvalidAction.NotFound", 404],
    ["no action", { Action: undefined }, "MissingAction", 400],
    ["no access key", { AccessKeyId: undefined }, "MissingAccessKeyId", 400],
    ["no nonce", { SignatureNonce: undefined }, "MissingSignatureNonce", 400],
    ["no timestamp", { Timestamp: undefined }, "MissingTimestamp", 400],
    ["another signature method", { SignatureMethod: "HMAC-SHA256" }, "InvalidSignatureMethod", 400],
    ["an unknown access key", { AccessKeyId: "LTAI-unknown-fake" }, "InvalidAccessKeyId.NotFound", 404],
    ["a disabled access key", { AccessKeyId: "LTAI-fake-inactive" }, "InvalidAccessKeyId.Inactive", 400],
    ["milliseconds", { Timestamp: new Date().toISOString() }, "InvalidTimeStamp.Format", 400],
    ["an old request", { Timestamp: fromNow(-16 * MINUTE_MS) }, "InvalidTimeStamp.Expired", 400],
    ["a request of the future", { Timestamp: fromNow(16 * MINUTE_MS) }, "InvalidTimeStamp.Expired", 400],
    ["a token of no STS key", { SecurityToken: "fake" }, "InvalidSecurityToken.MismatchWithAccessKey", 400],
    ["no phone number", { PhoneNumbers: undefined }, "MissingPhoneNumbers", 400],
    ["an empty template code", { TemplateCode: "" }, "MissingTemplateCode", 400],
  ])("%s", async (_what, overrides, code, status) => {
    const reply = await sendSms(emulator.url, overrides);
    expect(reply).toMatchObject({ status, body: { Code: code, HostId: new URL(emulator.url).host } });
    expect(Object.keys(reply.body).sort()).toEqual(["Code", "HostId", "Message", "Recommend", "RequestId"]);
    expect(emulator.messages()).toEqual([]);
  });

  test("a wrong secret, echoing the one-time password in the string to sign", async () => {
    const { status, body } = await sendSms(emulator.url, {}, "wrong-fake-secret");
    expect({ status, code: body.Code }).toEqual({ status: 400, code: "SignatureDoesNotMatch" });
    expect(body.Message).toMatch(/^Specified signature is not matched with our calculation\. server string/);
    expect(body.Message).toContain("%2522123456%2522");
  });

  test("a parameter that was changed after signing", async () => {
    const form = signedForm();
    form.set("PhoneNumbers", "13900000009");
    expect((await post(emulator.url, form)).body.Code).toBe("SignatureDoesNotMatch");
  });

  test("a nonce that was used before", async () => {
    const form = signedForm();
    expect((await post(emulator.url, form)).body.Code).toBe("OK");
    const again = await post(emulator.url, form);
    expect(again).toMatchObject({ status: 400, body: { Code: "SignatureNonceUsed" } });
    expect(emulator.messages()).toHaveLength(1);
  });

  test("a token that is missing, wrong or expired", async () => {
    const sts = { AccessKeyId: DEFAULT_STS_ACCESS_KEY_ID };
    const codeFor = async (overrides: Overrides, secret: string) =>
      (await sendSms(emulator.url, overrides, secret)).body.Code;
    const secret = DEFAULT_STS_ACCESS_KEY_SECRET;
    expect(await codeFor(sts, secret)).toBe("MissingSecurityToken");
    expect(await codeFor({ ...sts, SecurityToken: "x" }, secret)).toBe("InvalidSecurityToken.Malformed");
    expect(await codeFor({ ...sts, SecurityToken: DEFAULT_STS_SECURITY_TOKEN }, secret)).toBe("OK");
    const expired = { AccessKeyId: EXPIRED_STS.id, SecurityToken: EXPIRED_STS.securityToken };
    expect(await codeFor(expired, EXPIRED_STS.secret)).toBe("InvalidSecurityToken.Expired");
  });

  test("a method that is neither GET nor POST", async () => {
    const response = await fetch(emulator.url, { method: "PUT", headers: { accept: "application/json" } });
    expect({ status: response.status, text: await response.text() }).toEqual({
      status: 400,
      text: expect.stringContaining("UnsupportedHTTPMethod"),
    });
  });
});

describe("the gateway, with signature V3,", () => {
  test.each([false, true])("accepts an honest request (parameters in the form: %s)", async (inForm) => {
    expect(await sendSmsV3(emulator.url, { inForm })).toMatchObject({ status: 200, body: { Code: "OK" } });
  });

  test.each([
    ["a wrong secret", { secret: "wrong-fake-secret" }, "SignatureDoesNotMatch"],
    ["an unsigned x-acs header", { unsigned: ["x-acs-signature-nonce"] }, "IncompleteSignature"],
    ["an unsigned form's type", { unsigned: ["content-type"], inForm: true }, "IncompleteSignature"],
    ["no nonce", { headers: { "x-acs-signature-nonce": undefined } }, "IncompleteSignature"],
    ["no date", { headers: { "x-acs-date": undefined } }, "IncompleteSignature"],
    ["milliseconds", { headers: { "x-acs-date": new Date().toISOString() } }, "InvalidTimeStamp.Format"],
    ["an old date", { headers: { "x-acs-date": "2020-01-01T00:00:00Z" } }, "InvalidTimeStamp.Expired"],
    ["another version", { headers: { "x-acs-version": "2016-01-01" } }, "InvalidVersion"],
  ])("refuses %s", async (_what, options, code) => {
    expect(await sendSmsV3(emulator.url, options)).toMatchObject({ status: 400, body: { Code: code } });
  });

  test("refuses a nonce that was used before", async () => {
    const headers = { "x-acs-signature-nonce": "one-nonce" };
    expect((await sendSmsV3(emulator.url, { headers })).body.Code).toBe("OK");
    expect((await sendSmsV3(emulator.url, { headers })).body.Code).toBe("SignatureNonceUsed");
  });
});

describe("without Format=JSON the answer is XML", () => {
  test("for an accepted SMS", async () => {
    const { status, type, text } = await sendSms(emulator.url, { Format: undefined });
    expect({ status, type }).toEqual({ status: 200, type: "text/xml;charset=utf-8" });
    expect(text).toMatch(/^<\?xml .*\?><SendSmsResponse><Message>OK<\/Message>.*<\/SendSmsResponse>$/);
  });

  test("for a refusal, with the echoed string escaped", async () => {
    const { text } = await sendSms(emulator.url, { Format: "XML" }, "wrong-fake-secret");
    expect(text).toContain("<Code>SignatureDoesNotMatch</Code>");
    expect(text).toContain("POST&amp;%2F&amp;");
  });
});

test("the gateway's clock is the emulator's: with an offset, an honest request is too old", async () => {
  emulator.setClockOffset(16 * 60);
  expect((await sendSms(emulator.url)).body.Code).toBe("InvalidTimeStamp.Expired");
  emulator.setClockOffset(0);
  emulator.advanceClock(24 * 3600);
  expect((await sendSms(emulator.url)).body.Code).toBe("OK");
});
