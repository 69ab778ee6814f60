import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFlowControl } from "../../../src/emulator/aliyun/flow-control.ts";
import { createNonceMemory } from "../../../src/emulator/aliyun/nonces.ts";
import {
  isSameNumber,
  parseDypnsNumber,
  parseDysmsNumber,
  parseGlobeNumber,
} from "../../../src/emulator/aliyun/phone-number.ts";
import { parseTemplateParam, renderTemplate } from "../../../src/emulator/aliyun/template-param.ts";

describe("phone numbers", () => {
  test.each(["13105551234", "8613105551234", "+8613105551234", "008613105551234"])(
    "SendSms takes %s for a mainland number",
    (text) => expect(parseDysmsNumber(text)).toEqual({ e164: "+8613105551234", mainland: true }),
  );

  test("SendMessageToGlobe takes the same eleven digits for a number in the United States", () => {
    expect(parseGlobeNumber("13105551234")).toEqual({ e164: "+13105551234", mainland: false });
  });

  test("SendSms takes country code and number for a number abroad", () => {
    expect(parseDysmsNumber("85291234567")).toEqual({ e164: "+85291234567", mainland: false });
  });

  test.each(["+85291234567", "0085291234567", "12345", "86123456789", "1380000000a", ""])(
    "SendSms finds %j illegal",
    (text) => expect(parseDysmsNumber(text)).toBeNull(),
  );

  test.each(["8613800000001", "+8613800000001", "85291234567"])(
    "SendSmsVerifyCode finds %s illegal: it wants eleven national digits",
    (text) => expect(parseDypnsNumber(text)).toBeNull(),
  );

  test("any notation of a mainland number means the same recipient", () => {
    const national = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([second, rest]) => `1${second}${String(rest).padStart(9, "0")}`);
    fc.assert(fc.property(national, fc.constantFrom("", "86", "+86", "0086"), (number, prefix) => {
      expect(parseDysmsNumber(prefix + number)?.e164).toBe(`+86${number}`);
      expect(isSameNumber(`+86${number}`, prefix + number)).toBe(true);
    }));
  });
});

describe("flow control", () => {
  const minute = 60_000;
  const hour = 60 * minute;

  test("allows one message a minute, five an hour and ten a day for one sign and number", () => {
    const flow = createFlowControl();
    const sendAt = (atMs: number) => {
      const refusal = flow.refusal("sign", "+86138", atMs);
      if (refusal === null) flow.record("sign", "+86138", atMs);
      return refusal;
    };
    expect(sendAt(0)).toBeNull();
    expect(sendAt(minute - 1)).toBe("触发分钟级流控Permits:1");
    for (let n = 1; n < 5; n += 1) expect(sendAt(n * minute)).toBeNull();
    expect(sendAt(5 * minute)).toBe("触发小时级流控Permits:5");
    for (let n = 0; n < 5; n += 1) expect(sendAt(2 * hour + n * minute)).toBeNull();
    expect(sendAt(5 * hour)).toBe("触发天级流控Permits:10");
    expect(sendAt(24 * hour)).toBeNull();
  });

  test("counts signs and numbers apart, up to forty a day to one number", () => {
    const flow = createFlowControl();
    for (let n = 0; n < 40; n += 1) {
      expect(flow.refusal(`sign ${n}`, "+86138", n)).toBeNull();
      flow.record(`sign ${n}`, "+86138", n);
    }
    expect(flow.refusal("one more sign", "+86138", 41)).toBe("触发天级流控Permits:40");
    expect(flow.refusal("sign 1", "+86139", 41)).toBeNull();
  });
});

test("a nonce can be used again by another key, and by the same key after half an hour", () => {
  const nonces = createNonceMemory();
  expect(nonces.claim("key", "nonce", 0)).toBe(true);
  expect(nonces.claim("key", "nonce", 1000)).toBe(false);
  expect(nonces.claim("other key", "nonce", 1000)).toBe(true);
  expect(nonces.claim("key", "nonce", 31 * 60_000)).toBe(true);
});

describe("template parameters", () => {
  test.each(['{"code":123456}', '["123456"]', "123456", "null", "{code}", '{"code":"12\n34"}'])(
    "%j is not a JSON object of strings",
    (text) => expect(parseTemplateParam(text)).toBeNull(),
  );

  test("rendering leaves a variable without a value as it stands", () => {
    expect(renderTemplate("${code} within ${min}", { code: "123456" })).toBe("123456 within ${min}");
  });
});
