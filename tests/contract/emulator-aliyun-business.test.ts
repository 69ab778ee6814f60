import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_SEED,
  INTERNATIONAL_TEMPLATE_CODE,
  PENDING_SIGN_NAME,
  PENDING_TEMPLATE_CODE,
  REJECTED_TEMPLATE_CODE,
  UNFILED_SIGN_NAME,
} from "../../src/emulator/aliyun/index.ts";
import {
  MAINLAND,
  type Overrides,
  sendSms,
  sendToGlobe,
  verifyCode,
} from "../support/emulator-aliyun-client.ts";

const LIMITED_KEY = { id: "LTAI-fake-limited", secret: "fake-secret", allowedActions: ["dysms:QuerySms"] };

let emulator: AliyunEmulator;
beforeAll(async () => {
  emulator = await createAliyunEmulator({
    seed: { accessKeys: [...DEFAULT_SEED.accessKeys, LIMITED_KEY] },
  });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describe("SendSms", () => {
  test("accepts and shows the SMS as a phone would", async () => {
    const reply = await sendSms(emulator.url, { OutId: "correlation-1" });
    expect(reply).toMatchObject({ status: 200, body: { Code: "OK", Message: "OK" } });
    expect(Object.keys(reply.body).sort()).toEqual(["BizId", "Code", "Message", "RequestId"]);
    expect(emulator.messages()).toMatchObject([{
      api: "dysmsapi",
      phone: `+86${MAINLAND}`,
      text: "【模拟短信测试】您的验证码是123456，5分钟内有效，请勿告诉他人。",
      outId: "correlation-1",
      receiptId: reply.body.BizId,
      request: { id: reply.body.RequestId, method: "POST", query: {} },
    }]);
  });

  test.each<[string, Overrides, string]>([
    ["a malformed number", { PhoneNumbers: "+85291234567" }, "isv.MOBILE_NUMBER_ILLEGAL"],
    ["an unknown sign", { SignName: "无此签名" }, "isv.SMS_SIGNATURE_ILLEGAL"],
    ["a sign with its brackets", { SignName: "【模拟短信测试】" }, "isv.SMS_SIGNATURE_ILLEGAL"],
    ["a sign under review", { SignName: PENDING_SIGN_NAME }, "isv.SMS_SIGNATURE_ILLEGAL"],
    ["a bundled sign", { SignName: "模拟认证平台" }, "isv.SMS_SIGNATURE_ILLEGAL"],
    ["an unknown template", { TemplateCode: "SMS_0" }, "isv.SMS_TEMPLATE_ILLEGAL"],
    ["a template under review", { TemplateCode: PENDING_TEMPLATE_CODE }, "isv.SMS_TEMPLATE_ILLEGAL"],
    ["a rejected template", { TemplateCode: REJECTED_TEMPLATE_CODE }, "isv.SMS_TEMPLATE_ILLEGAL"],
    ["a missing variable", { TemplateParam: '{"token":"1234"}' }, "isv.TEMPLATE_MISSING_PARAMETERS"],
    ["no parameters at all", { TemplateParam: undefined }, "isv.TEMPLATE_MISSING_PARAMETERS"],
    ["a number as the code", { TemplateParam: '{"code":123456}' }, "isv.INVALID_JSON_PARAM"],
    ["parameters that are not JSON", { TemplateParam: "code=123456" }, "isv.INVALID_JSON_PARAM"],
    ["a code of three", { TemplateParam: '{"code":"123"}' }, "isv.PARAM_LENGTH_LIMIT"],
    ["a code of eight", { TemplateParam: '{"code":"12345678"}' }, "isv.PARAM_LENGTH_LIMIT"],
    ["a code with a dash", { TemplateParam: '{"code":"12-34"}' }, "isv.INVALID_PARAMETERS"],
    [
      "an international template to the mainland",
      { TemplateCode: INTERNATIONAL_TEMPLATE_CODE },
      "isv.DOMESTIC_NUMBER_NOT_SUPPORTED",
    ],
    ["a domestic template abroad", { PhoneNumbers: "85291234567" }, "isv.MOBILE_NUMBER_ILLEGAL"],
    [
      "more than a thousand numbers",
      { PhoneNumbers: Array.from({ length: 1001 }, () => MAINLAND).join(",") },
      "isv.MOBILE_COUNT_OVER_LIMIT",
    ],
  ])("refuses %s with HTTP 200", async (_what, overrides, code) => {
    const reply = await sendSms(emulator.url, overrides);
    expect(reply).toMatchObject({ status: 200, body: { Code: code } });
    expect(Object.keys(reply.body).sort()).toEqual(["Code", "Message", "RequestId"]);
    expect(emulator.messages()).toEqual([]);
  });

  test("sends abroad with an international template, without limits", async () => {
    const abroad = { PhoneNumbers: "85291234567", TemplateCode: INTERNATIONAL_TEMPLATE_CODE };
    for (let n = 0; n < 3; n += 1) expect((await sendSms(emulator.url, abroad)).body.Code).toBe("OK");
    expect(emulator.messages()[0]?.phone).toBe("+85291234567");
  });

  test("takes an American number without its country code for a mainland one, as the real one does", async () => {
    await sendSms(emulator.url, { PhoneNumbers: "13105551234" });
    expect(emulator.messages()[0]?.phone).toBe("+8613105551234");
  });

  test("sends one SMS to each of several numbers, under one BizId", async () => {
    const { body } = await sendSms(emulator.url, { PhoneNumbers: "13800000001,13900000002" });
    expect(emulator.messages().map(({ phone, receiptId }) => [phone, receiptId])).toEqual([
      ["+8613800000001", body.BizId],
      ["+8613900000002", body.BizId],
    ]);
  });

  test("limits one sign and number to one a minute and five an hour, in any notation of the number", async () => {
    const answers: unknown[] = [];
    const send = async (number = MAINLAND) => {
      const { body } = await sendSms(emulator.url, { PhoneNumbers: number });
      answers.push(body.Code === "OK" ? "OK" : [body.Code, body.Message]);
    };
    await send();
    await send(`+86${MAINLAND}`);
    for (let n = 0; n < 5; n += 1) {
      emulator.advanceClock(60);
      await send();
    }
    const limit = "isv.BUSINESS_LIMIT_CONTROL";
    expect(answers).toEqual([
      "OK",
      [limit, "触发分钟级流控Permits:1"],
      ...["OK", "OK", "OK", "OK"],
      [limit, "触发小时级流控Permits:5"],
    ]);
  });

  test("has no limits when flow control is off, and still needs a balance", async () => {
    emulator.updateSettings({ flowControl: false, balance: 2 });
    const codes = [];
    for (let n = 0; n < 3; n += 1) codes.push((await sendSms(emulator.url)).body.Code);
    expect(codes).toEqual(["OK", "OK", "isv.AMOUNT_NOT_ENOUGH"]);
  });

  test("accepts a sign the carriers have not filed, and the SMS never arrives", async () => {
    expect((await sendSms(emulator.url, { SignName: UNFILED_SIGN_NAME })).body.Code).toBe("OK");
    expect(emulator.messages()[0]?.receipt).toMatchObject({ delivered: false, code: "PORT_NOT_REGISTERED" });
  });

  test("refuses a key whose RAM policy does not name it", async () => {
    const limited = await sendSms(emulator.url, { AccessKeyId: LIMITED_KEY.id }, LIMITED_KEY.secret);
    expect(limited).toMatchObject({ status: 200, body: { Code: "isp.RAM_PERMISSION_DENY" } });
  });
});

describe("SendSmsVerifyCode", () => {
  test("accepts with a bundled sign and template", async () => {
    const reply = await verifyCode(emulator.url, { OutId: "o-1" });
    expect(reply.body).toMatchObject({ Code: "OK", Success: true, Model: { OutId: "o-1" } });
    expect(emulator.messages()[0]?.text).toBe(
      "【模拟认证平台】您的验证码是123456，有效期5分钟，请勿告诉他人。",
    );
  });

  test.each<[string, Overrides, string]>([
    ["a country code in the number", { PhoneNumber: `86${MAINLAND}` }, "MOBILE_NUMBER_ILLEGAL"],
    ["another country", { CountryCode: "852" }, "MOBILE_NUMBER_ILLEGAL"],
    ["the account's own sign", { SignName: "模拟短信测试" }, "isv.SMS_SIGNATURE_ILLEGAL"],
    ["the account's own template", { TemplateCode: "SMS_100000001" }, "isv.SMS_TEMPLATE_ILLEGAL"],
    ["no minutes", { TemplateParam: '{"code":"123456"}' }, "isv.TEMPLATE_MISSING_PARAMETERS"],
  ])("refuses %s", async (_what, overrides, code) => {
    const { status, body } = await verifyCode(emulator.url, overrides);
    expect({ status, body }).toMatchObject({ status: 200, body: { Code: code, Success: false } });
  });

  test("wants the interval between two codes to one number, then the hourly limit", async () => {
    const codes: unknown[] = [];
    const send = async () => codes.push((await verifyCode(emulator.url)).body.Code);
    await send();
    await send();
    for (let n = 0; n < 5; n += 1) {
      emulator.advanceClock(60);
      await send();
    }
    expect(codes).toEqual(["OK", "biz.FREQUENCY", "OK", "OK", "OK", "OK", "isv.BUSINESS_LIMIT_CONTROL"]);
  });

  test("refuses with its own code when nothing is left to pay with", async () => {
    emulator.updateSettings({ balance: 0 });
    expect((await verifyCode(emulator.url)).body.Code).toBe("AMOUNT_NOT_ENOUGH");
  });
});

describe("SendMessageToGlobe", () => {
  test("accepts free text, with its own field names", async () => {
    const { body } = await sendToGlobe(emulator.url, { From: "Acme", Type: "OTP" });
    expect(body).toMatchObject({
      ResponseCode: "OK",
      ResponseDescription: "OK",
      From: "Acme",
      Segments: "1",
    });
    expect(body).not.toHaveProperty("Code");
    expect(emulator.messages()).toMatchObject([{ api: "globe", phone: "+13105551234", sign: "Acme" }]);
  });

  test.each<[string, Overrides, string]>([
    ["a plus", { To: "+13105551234" }, "isv.MOBILE_NUMBER_ILLEGAL"],
    ["the mainland", { To: "8613800000001" }, "isv.NOT_SUPPORTED_COUNTRY"],
    ["a sender of twelve letters", { From: "TwelveLetter" }, "isv.SENDERID_ERROR"],
  ])("refuses %s", async (_what, overrides, code) => {
    const { status, body } = await sendToGlobe(emulator.url, overrides);
    expect({ status, code: body.ResponseCode }).toEqual({ status: 200, code });
  });

  test("counts the parts of a long text", async () => {
    const { body } = await sendToGlobe(emulator.url, { Message: "码".repeat(71) });
    expect(body.Segments).toBe("2");
  });
});
