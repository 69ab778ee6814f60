import RPCClient from "@alicloud/pop-core";
import type * as pnvsModule from "@alicloud/dypnsapi20170525";
import type * as smsModule from "@alicloud/dysmsapi20170525";
import type * as openApi from "@alicloud/openapi-core";
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  BUNDLED_SIGN_NAME,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SEED,
  DEFAULT_SIGN_NAME,
  DEFAULT_STS_ACCESS_KEY_ID,
  DEFAULT_STS_ACCESS_KEY_SECRET,
  DEFAULT_STS_SECURITY_TOKEN,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";

// What encodeURIComponent leaves alone and RFC 3986 does not, next to Chinese text and reserved characters.
const AWKWARD_SIGN = "测试!'()*~ +&=%";
const PHONE = "13800000001";
const params = {
  PhoneNumbers: PHONE,
  SignName: AWKWARD_SIGN,
  TemplateCode: DOMESTIC_TEMPLATE_CODE,
  TemplateParam: '{"code":"123456"}',
  OutId: "(it's ~me*!)",
};

type Keys = { accessKeyId: string; accessKeySecret: string; securityToken?: string };
const GOOD: Keys = { accessKeyId: DEFAULT_ACCESS_KEY_ID, accessKeySecret: DEFAULT_ACCESS_KEY_SECRET };
const WRONG: Keys = { ...GOOD, accessKeySecret: "wrong-fake-secret" };
const STS: Keys = {
  accessKeyId: DEFAULT_STS_ACCESS_KEY_ID,
  accessKeySecret: DEFAULT_STS_ACCESS_KEY_SECRET,
  securityToken: DEFAULT_STS_SECURITY_TOKEN,
};

let emulator: AliyunEmulator;
beforeAll(async () => {
  const signs = [
    ...DEFAULT_SEED.signs,
    { name: AWKWARD_SIGN, status: "approved", owner: "account" } as const,
  ];
  emulator = await createAliyunEmulator({ seed: { signs } });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

function popCore(keys: Keys, apiVersion = "2017-05-25") {
  return new RPCClient({ endpoint: emulator.url, apiVersion, ...keys });
}

// The packages are CommonJS; Node and vite disagree on what a default import of one is, require does not.
const require = createRequire(import.meta.url);
const { $OpenApiUtil }: typeof openApi.default = require("@alicloud/openapi-core");
const sms: typeof smsModule.default = require("@alicloud/dysmsapi20170525");
const pnvs: typeof pnvsModule.default = require("@alicloud/dypnsapi20170525");

function config(keys: Keys) {
  return new $OpenApiUtil.Config({ ...keys, endpoint: new URL(emulator.url).host, protocol: "HTTP" });
}

describe.each(["GET", "POST"])("@alicloud/pop-core, signature v1, %s", (method) => {
  test("sends an SMS with a sign full of awkward characters", async () => {
    const result = await popCore(GOOD).request("SendSms", params, { method });
    expect(result).toMatchObject({ Code: "OK", Message: "OK", BizId: expect.stringMatching(/^\d+\^0$/) });
    expect(emulator.messages()).toMatchObject([
      { phone: `+86${PHONE}`, sign: AWKWARD_SIGN, outId: params.OutId, params: { code: "123456" } },
    ]);
  });

  test("is told the string to sign when its secret is wrong", async () => {
    const failure = popCore(WRONG).request("SendSms", params, { method });
    await expect(failure).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
      entry: { response: { statusCode: 400 } },
      data: { Message: expect.stringContaining(`server string to sign is:${method}&%2F&AccessKeyId%3D`) },
    });
    expect(emulator.messages()).toEqual([]);
  });

  test("sends with an STS key and its token, and not without the token", async () => {
    await popCore(STS).request("SendSms", params, { method });
    const { securityToken: _token, ...withoutToken } = STS;
    const failure = popCore(withoutToken).request("SendSms", params, { method });
    await expect(failure).rejects.toMatchObject({ code: "MissingSecurityToken" });
  });
});

test("@alicloud/pop-core sends through the 2018 API for other countries", async () => {
  const message = { To: "85291234567", Message: "Your code is 123456", Type: "OTP" };
  const result = await popCore(GOOD, "2018-05-01").request("SendMessageToGlobe", message, { method: "POST" });
  expect(result).toMatchObject({ ResponseCode: "OK", To: "85291234567", Segments: "1" });
  expect(emulator.messages()).toMatchObject([{ api: "globe", phone: "+85291234567", text: message.Message }]);
});

describe("@alicloud/dysmsapi20170525, signature V3", () => {
  const request = () =>
    new sms.SendSmsRequest({
      phoneNumbers: params.PhoneNumbers,
      signName: params.SignName,
      templateCode: params.TemplateCode,
      templateParam: params.TemplateParam,
      outId: params.OutId,
    });

  test("sends an SMS with a sign full of awkward characters", async () => {
    const { statusCode, body } = await new sms.default(config(GOOD)).sendSms(request());
    expect({ statusCode, code: body?.code }).toEqual({ statusCode: 200, code: "OK" });
    expect(emulator.messages()).toMatchObject([
      { sign: AWKWARD_SIGN, receiptId: body?.bizId, request: { signature: "v3", form: {} } },
    ]);
  });

  test("is refused with a wrong secret, and told the canonical request", async () => {
    await expect(new sms.default(config(WRONG)).sendSms(request())).rejects.toMatchObject({
      statusCode: 400,
      code: "SignatureDoesNotMatch",
      message: expect.stringContaining("server CanonicalRequest is [POST\n/\n"),
    });
  });

  test("sends with an STS key and its token, and not with another token", async () => {
    const { body } = await new sms.default(config(STS)).sendSms(request());
    expect(body?.code).toBe("OK");
    const wrongToken = new sms.default(config({ ...STS, securityToken: "wrong-fake-token" }));
    await expect(wrongToken.sendSms(request())).rejects.toMatchObject({
      code: "InvalidSecurityToken.Malformed",
    });
  });

  test("reads the delivery of what it sent", async () => {
    const client = new sms.default(config(GOOD));
    const sent = await client.sendSms(request());
    const beijing = new Date(Date.parse(emulator.messages()[0]?.at ?? "") + 8 * 3_600_000).toISOString();
    const { body } = await client.querySendDetails(
      new sms.QuerySendDetailsRequest({
        phoneNumber: PHONE,
        sendDate: beijing.slice(0, 10).replaceAll("-", ""),
        pageSize: 10,
        currentPage: 1,
        bizId: sent.body?.bizId,
      }),
    );
    expect(body?.smsSendDetailDTOs?.smsSendDetailDTO).toMatchObject([
      { phoneNum: PHONE, sendStatus: 3, errCode: "DELIVERED", outId: params.OutId },
    ]);
  });

  test("reads sign and template as a doctor would", async () => {
    const client = new sms.default(config(GOOD));
    const sign = await client.getSmsSign(new sms.GetSmsSignRequest({ signName: DEFAULT_SIGN_NAME }));
    const filed = sign.body?.signIspRegisterDetailList?.map(({ registerStatus }) => registerStatus);
    expect({ status: sign.body?.signStatus, filed }).toEqual({ status: 1, filed: [3, 3, 3] });

    const template = await client.getSmsTemplate(
      new sms.GetSmsTemplateRequest({ templateCode: DOMESTIC_TEMPLATE_CODE }),
    );
    expect(template.body).toMatchObject({
      templateStatus: "1",
      templateType: "0",
      variableAttribute: '{"code":"characterWithNumber2"}',
    });

    const unknown = client.getSmsSign(new sms.GetSmsSignRequest({ signName: "无此签名" }));
    await expect(unknown).rejects.toMatchObject({ statusCode: 404, code: "SignatureNotFound" });
  });
});

describe("@alicloud/dypnsapi20170525, signature V3", () => {
  const request = (code: string) =>
    new pnvs.SendSmsVerifyCodeRequest({
      phoneNumber: PHONE,
      signName: BUNDLED_SIGN_NAME,
      templateCode: "100001",
      templateParam: JSON.stringify({ code, min: "5" }),
      outId: "order-1",
      returnVerifyCode: true,
    });

  test("sends the caller's own code", async () => {
    const { body } = await new pnvs.default(config(GOOD)).sendSmsVerifyCode(request("654321"));
    expect(body).toMatchObject({
      code: "OK",
      success: true,
      model: { outId: "order-1", verifyCode: "654321" },
    });
    expect(emulator.messages()).toMatchObject([
      { api: "dypnsapi", phone: `+86${PHONE}`, params: { code: "654321", min: "5" } },
    ]);
  });

  test("gets a code made up for the placeholder", async () => {
    const { body } = await new pnvs.default(config(GOOD)).sendSmsVerifyCode(request("##code##"));
    expect(body?.model?.verifyCode).toMatch(/^\d{4}$/);
  });

  test("is refused with a wrong secret", async () => {
    const failure = new pnvs.default(config(WRONG)).sendSmsVerifyCode(request("654321"));
    await expect(failure).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
  });
});
