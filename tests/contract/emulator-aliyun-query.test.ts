import type * as smsModule from "@alicloud/dysmsapi20170525";
import type * as openApi from "@alicloud/openapi-core";
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AliyunEmulator,
  createAliyunEmulator,
  DEFAULT_ACCESS_KEY_ID,
  DEFAULT_ACCESS_KEY_SECRET,
  DEFAULT_SEED,
  DEFAULT_SIGN_NAME,
  DOMESTIC_TEMPLATE_CODE,
} from "../../src/emulator/aliyun/index.ts";

// CommonJS, like its neighbours in emulator-aliyun-sdk.test.ts.
const require = createRequire(import.meta.url);
const { $OpenApiUtil }: typeof openApi.default = require("@alicloud/openapi-core");
const sms: typeof smsModule.default = require("@alicloud/dysmsapi20170525");

let emulator: AliyunEmulator;
beforeAll(async () => {
  emulator = await createAliyunEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const clientWith = (accessKeySecret: string) =>
  new sms.default(
    new $OpenApiUtil.Config({
      accessKeyId: DEFAULT_ACCESS_KEY_ID,
      accessKeySecret,
      endpoint: new URL(emulator.url).host,
      protocol: "HTTP",
    }),
  );
const client = () => clientWith(DEFAULT_ACCESS_KEY_SECRET);
const approved = { status: "approved", owner: "account" } as const;

describe("@alicloud/dysmsapi20170525 lists what the account has", () => {
  test("its signs with their state, and none of the bundled ones", async () => {
    const { body } = await client().querySmsSignList(new sms.QuerySmsSignListRequest({ pageSize: 50 }));
    expect(body?.smsSignList?.map(({ signName, auditStatus }) => [signName, auditStatus])).toEqual([
      [DEFAULT_SIGN_NAME, "AUDIT_STATE_PASS"],
      ["模拟审核中", "AUDIT_STATE_INIT"],
      ["模拟未报备", "AUDIT_STATE_PASS"],
    ]);
    expect(body?.totalCount).toBe(3);
  });

  test("its templates with text, state and kind", async () => {
    const { body } = await client().querySmsTemplateList(new sms.QuerySmsTemplateListRequest({}));
    expect(body?.smsTemplateList?.[0]).toMatchObject({
      templateCode: DOMESTIC_TEMPLATE_CODE,
      templateContent: "您的验证码是${code}，5分钟内有效，请勿告诉他人。",
      auditStatus: "AUDIT_STATE_PASS",
      templateType: 2,
      outerTemplateType: 0,
    });
    expect(body?.smsTemplateList?.map(({ auditStatus }) => auditStatus)).toEqual([
      "AUDIT_STATE_PASS",
      "AUDIT_STATE_PASS",
      "AUDIT_STATE_INIT",
      "AUDIT_STATE_NOT_PASS",
    ]);
  });

  test("page by page, ten on each where nothing is said", async () => {
    const signs = Array.from({ length: 23 }, (_, i) => ({ name: `签名${i}`, ...approved }));
    emulator.updateAccount({ signs });
    const pages = await Promise.all(
      [1, 2, 3, 4].map(async (pageIndex) => {
        const { body } = await client().querySmsSignList(new sms.QuerySmsSignListRequest({ pageIndex }));
        return body?.smsSignList?.length;
      }),
    );
    expect(pages).toEqual([10, 10, 3, 0]);
  });

  test("no page of more than fifty", async () => {
    const { body } = await client().querySmsSignList(new sms.QuerySmsSignListRequest({ pageSize: 51 }));
    expect(body?.code).toBe("isv.INVALID_PARAMETERS");
  });

  test("to nobody with a wrong secret, or without the right to", async () => {
    const wrong = clientWith("wrong-fake-secret").querySmsSignList(new sms.QuerySmsSignListRequest({}));
    await expect(wrong).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
    emulator.updateAccount({
      accessKeys: [{
        id: DEFAULT_ACCESS_KEY_ID,
        secret: DEFAULT_ACCESS_KEY_SECRET,
        allowedActions: ["dysms:SendSms"],
      }],
    });
    const { body } = await client().querySmsTemplateList(new sms.QuerySmsTemplateListRequest({}));
    expect(body?.code).toBe("isp.RAM_PERMISSION_DENY");
  });
});

test("what a reviewer changed is seen at once, and forgotten by a reset", async () => {
  const state = async () => {
    const { body } = await client().getSmsSign(new sms.GetSmsSignRequest({ signName: DEFAULT_SIGN_NAME }));
    return [
      body?.signStatus,
      ...body?.signIspRegisterDetailList?.map(({ registerStatus }) => registerStatus) ?? [],
    ];
  };
  emulator.updateAccount({
    signs: [{ name: DEFAULT_SIGN_NAME, status: "rejected", owner: "account", carriers: { telecom: -2 } }],
  });
  expect(await state()).toEqual([2, -1, -1, -2]);
  emulator.reset();
  expect(await state()).toEqual([1, 3, 3, 3]);
  expect(DEFAULT_SEED.signs[0]?.status).toBe("approved");
});

test("a fault of one action leaves the others alone", async () => {
  emulator.setFault({ kind: "code", code: "isv.OUT_OF_SERVICE", action: "SendSms" });
  const request = new sms.SendSmsRequest({
    phoneNumbers: "13800000001",
    signName: DEFAULT_SIGN_NAME,
    templateCode: DOMESTIC_TEMPLATE_CODE,
    templateParam: '{"code":"123456"}',
  });
  expect((await client().sendSms(request)).body?.code).toBe("isv.OUT_OF_SERVICE");
  const { body } = await client().getSmsSign(new sms.GetSmsSignRequest({ signName: DEFAULT_SIGN_NAME }));
  expect(body?.code).toBe("OK");
});

test("every answer has the provider's own time", async () => {
  emulator.setClockOffset(-3600);
  const answer = await fetch(emulator.url);
  const behindMs = Date.now() - Date.parse(answer.headers.get("date") ?? "");
  expect(Math.abs(behindMs - 3_600_000)).toBeLessThan(10_000);
});
