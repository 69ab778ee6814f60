import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeCall } from "../../../src/hook/aliyun/compose-call.ts";
import type { Route } from "../../../src/hook/sms/route.ts";
import { HONG_KONG, LOS_ANGELES, messageOf, phoneOf, routeOf } from "../../support/hook/examples.ts";

const OUT_ID = "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e";
const callOf = (route: Partial<Route>, changes: Parameters<typeof messageOf>[0] = {}) =>
  composeCall(messageOf({ ...changes, route: routeOf(route) }));
const templateParamOf = (route: Partial<Route>) => JSON.parse(callOf(route).params.TemplateParam ?? "");

describe("dysmsapi", () => {
  test("is SendSms to the number with its country code", () => {
    expect(callOf({})).toEqual({
      endpoint: "https://dysmsapi.aliyuncs.com",
      account: undefined,
      version: "2017-05-25",
      action: "SendSms",
      params: {
        PhoneNumbers: "8613800138000",
        SignName: "测试签名",
        TemplateCode: "SMS_123456789",
        TemplateParam: '{"code":"024680"}',
        OutId: OUT_ID,
      },
    });
  });

  test("writes a number abroad without plus sign or zeros", () => {
    expect(callOf({}, { phone: phoneOf(HONG_KONG) }).params.PhoneNumbers).toBe("85251234567");
  });

  test("adds parameters to the code", () => {
    expect(templateParamOf({ params: { product: "测试" } })).toEqual({ code: "024680", product: "测试" });
  });

  test("puts the code where {code} is, and then in no other variable", () => {
    expect(templateParamOf({ params: { number: "{code}", minutes: "5" } })).toEqual({
      number: "024680",
      minutes: "5",
    });
    expect(templateParamOf({ params: { text: "{code} or {code}" } })).toEqual({ text: "024680 or 024680" });
  });
});

describe("dypnsapi", () => {
  test("is SendSmsVerifyCode to the national number, with our code and the minutes of the bundled templates", () => {
    expect(callOf({ api: "dypnsapi", template: "100001", params: { min: "5" } })).toEqual({
      endpoint: "https://dypnsapi.aliyuncs.com",
      account: undefined,
      version: "2017-05-25",
      action: "SendSmsVerifyCode",
      params: {
        PhoneNumber: "13800138000",
        CountryCode: "86",
        SignName: "测试签名",
        TemplateCode: "100001",
        TemplateParam: '{"code":"024680","min":"5"}',
        OutId: OUT_ID,
      },
    });
  });
});

describe("globe", () => {
  const globe = { api: "globe" as const, sign: undefined, template: undefined };
  const phone = phoneOf(LOS_ANGELES);

  test("is SendMessageToGlobe with a text", () => {
    expect(callOf({ ...globe, sign: "MyApp", template: "{code} is your code" }, { phone })).toEqual({
      endpoint: "https://dysmsapi.ap-southeast-1.aliyuncs.com",
      account: undefined,
      version: "2018-05-01",
      action: "SendMessageToGlobe",
      params: {
        To: "13105551234",
        Message: "024680 is your code",
        Type: "OTP",
        From: "MyApp",
        TaskId: OUT_ID,
      },
    });
  });

  test("has no sender id where there is none", () => {
    expect(callOf(globe, { phone }).params).not.toHaveProperty("From");
  });

  test.each([[undefined, /^Your verification code is 024680\./], [
    "en-GB",
    /^Your verification code is 024680\./,
  ], [
    "zh-HK",
    /^您的验证码是 024680，/,
  ]])("speaks to the locale %s", (locale, text) => {
    expect(callOf(globe, { phone, locale }).params.Message).toMatch(text);
  });
});

describe("any message", () => {
  const api = fc.constantFrom("dysmsapi" as const, "dypnsapi" as const, "globe" as const);
  const otp = fc.stringMatching(/^[0-9]{4,10}$/);
  const params = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => name !== "code"),
    fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("{code}")),
    { noNullPrototype: true },
  );

  test("carries the code once or more, and never in the endpoint, action or version", () => {
    fc.assert(fc.property(api, otp, params, (api, otp, params) => {
      const call = callOf({ api, params, template: undefined }, { otp });
      expect(JSON.stringify(call.params)).toContain(otp);
      expect(call.endpoint).toMatch(/^https:\/\/[a-z0-9.-]+$/);
      expect(call.action).toMatch(/^[A-Za-z]+$/);
      expect(call.params.OutId ?? call.params.TaskId).toBe(OUT_ID);
    }));
  });

  test("has texts only, also inside TemplateParam, and keeps leading zeros", () => {
    fc.assert(fc.property(api, otp, params, (api, otp, params) => {
      const { TemplateParam, ...rest } = callOf({ api, params }, { otp }).params;
      expect(Object.values(rest).every((value) => typeof value === "string")).toBe(true);
      if (TemplateParam === undefined) return;
      const values = Object.values(JSON.parse(TemplateParam));
      expect(values.every((value) => typeof value === "string")).toBe(true);
      expect(values).toContain(otp);
    }));
  });
});
