import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAnswer } from "../../../src/hook/aliyun/read-answer.ts";

const answered = (body: Record<string, unknown>, httpStatus = 200) =>
  readAnswer({ status: "answered", httpStatus, body });
const RequestId = "F655A8D5-B967-440B-8683-DAD6FF8DE990";

describe("success", () => {
  test("of SendSms is Code OK, with its receipt", () => {
    const body = { Message: "OK", RequestId, Code: "OK", BizId: "900619746936498440^0" };
    expect(answered(body)).toEqual({
      status: "accepted",
      receiptId: "900619746936498440^0",
      trace: { httpStatus: 200, requestId: RequestId },
    });
  });

  test("of SendSmsVerifyCode has its receipt in Model", () => {
    const body = { Code: "OK", Message: "成功", Success: true, Model: { BizId: "112231421412414124123^4" } };
    expect(answered(body)).toMatchObject({ status: "accepted", receiptId: "112231421412414124123^4" });
  });

  test("of SendMessageToGlobe is ResponseCode OK", () => {
    const body = { ResponseCode: "OK", ResponseDescription: "OK", MessageId: "123412418", RequestId };
    expect(answered(body)).toMatchObject({ status: "accepted", receiptId: "123412418" });
  });

  test.each([{ Code: "OK" }, { Code: "OK", BizId: null }, { Code: "OK", BizId: 7, Model: null }, {
    Code: "OK",
    BizId: "a b",
    Model: "x",
  }])("without a readable receipt is still a success: %j", (body) => {
    expect(answered(body)).toMatchObject({ status: "accepted", receiptId: "" });
  });
});

describe("what is no success", () => {
  test("Success: false beside Code OK", () => {
    expect(answered({ Code: "OK", Success: false })).toMatchObject({ status: "rejected", code: "no_code" });
  });

  test.each(["false", 0, "", []])("Success: %j beside Code OK", (Success) => {
    expect(answered({ Code: "OK", Success })).toMatchObject({ status: "rejected", code: "no_code" });
  });

  test("Code OK beside a ResponseCode that refuses", () => {
    expect(answered({ Code: "OK", ResponseCode: "isv.AMOUNT_NOT_ENOUGH" }))
      .toMatchObject({ status: "rejected", category: "misconfigured", code: "isv.AMOUNT_NOT_ENOUGH" });
  });

  test("Code OK with a redirect, which is not followed", () => {
    expect(answered({ Code: "OK" }, 302)).toMatchObject({ status: "rejected", code: "no_code" });
  });

  test("Code OK with HTTP 400 or 500", () => {
    expect(answered({ Code: "OK" }, 400)).toMatchObject({ status: "rejected", category: "provider_failed" });
    expect(answered({ Code: "OK" }, 502)).toMatchObject({ status: "unconfirmed" });
  });

  test.each([{}, { Code: null }, { Code: 0 }, { Code: ["OK"] }, { Code: "" }, { Code: "ok" }, {
    Message: "OK",
  }])(
    "an answer like %j",
    (body) => expect(answered(body).status).toBe("rejected"),
  );

  test("an answer without a code, which says nothing where the gateway is broken", () => {
    expect(answered({ Message: "x" })).toEqual({
      status: "rejected",
      category: "provider_failed",
      code: "no_code",
      trace: { httpStatus: 200 },
    });
    expect(answered({ Message: "x" }, 503)).toEqual({
      status: "unconfirmed",
      cause: "unreadable answer (HTTP 503)",
      trace: { httpStatus: 503 },
    });
  });

  test("a nonce that was seen before: the first request may have been accepted", () => {
    expect(answered({ Code: "SignatureNonceUsed" }, 400)).toMatchObject({
      status: "unconfirmed",
      cause: "SignatureNonceUsed",
    });
  });

  test("no connection is a certain failure, no answer an uncertain one", () => {
    expect(readAnswer({ status: "not_connected", cause: "not_connected" })).toEqual({
      status: "rejected",
      category: "provider_unavailable",
      code: "not_connected",
    });
    expect(readAnswer({ status: "no_answer", cause: "timeout" })).toEqual({
      status: "unconfirmed",
      cause: "timeout",
    });
  });

  test("a call that the runtime forbids is the operator's to allow", () => {
    expect(readAnswer({ status: "not_connected", cause: "net_not_allowed" })).toEqual({
      status: "rejected",
      category: "misconfigured",
      code: "net_not_allowed",
    });
  });

  test.each([301, 307, 403, 404, 407, 429])(
    "an unreadable %i is an error of somebody in between, and no proof that nothing was sent",
    (httpStatus) => {
      expect(readAnswer({ status: "unreadable", httpStatus })).toEqual({
        status: "rejected",
        category: "provider_failed",
        code: `http_${httpStatus}`,
        trace: { httpStatus },
      });
    },
  );

  test.each([200, 204, 408, 500, 502, 504])("of an unreadable %i nobody knows", (httpStatus) => {
    expect(readAnswer({ status: "unreadable", httpStatus })).toEqual({
      status: "unconfirmed",
      cause: `unreadable answer (HTTP ${httpStatus})`,
      trace: { httpStatus },
    });
  });
});

describe("a frequency limit", () => {
  test.each([
    ["isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1", 60],
    ["isv.BUSINESS_LIMIT_CONTROL", "触发小时级流控Permits:5", 3_600],
    ["isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10", 86_400],
    ["isv.BUSINESS_LIMIT_CONTROL", "触发号码天级流控Permits:40", 86_400],
    ["BUSINESS_LIMIT_CONTROL", "The number has exceeded the limit for the day.", 86_400],
    ["biz.FREQUENCY", "check frequency failed", 60],
    ["FREQUENCY_FAIL", "Check frequency fail.", 60],
    ["BUSINESS_LIMIT_CONTROL_MINUTE", undefined, 60],
    ["isv.BUSINESS_LIMIT_HOUR", "", 3_600],
    ["isv.BUSINESS_LIMIT_DAY", 7, 86_400],
  ])("%s %j asks for %i seconds", (code, message, retryAfterSeconds) => {
    expect(answered({ Code: code, Message: message })).toMatchObject({
      category: "rate_limited",
      code,
      retryAfterSeconds,
    });
  });

  test.each([
    ["isv.BUSINESS_LIMIT_CONTROL", "触发月级流控Permits:100"],
    ["isv.BUSINESS_LIMIT_CONTROL", undefined],
    ["BUSINESS_LIMIT_CONTROL_PHONE", null],
  ])("%s %j, whose window nobody knows, asks for no wait", (code, message) => {
    const outcome = answered({ Code: code, Message: message });
    expect(outcome).toMatchObject({ category: "rate_limited" });
    expect(outcome).not.toHaveProperty("retryAfterSeconds");
  });

  test("of the account says no wait", () => {
    expect(answered({ Code: "Throttling.User", Message: "小时级" }, 400)).not.toHaveProperty(
      "retryAfterSeconds",
    );
  });
});

describe("any answer", () => {
  test("has an outcome, with nothing of the provider's text in it", () => {
    const key = fc.constantFrom(
      "Message",
      "RequestId",
      "BizId",
      "MessageId",
      "Model",
      "ResponseDescription",
      "x",
    );
    const code = fc.constantFrom(
      "OK",
      "isv.MOBILE_NUMBER_ILLEGAL",
      "SignatureDoesNotMatch",
      "SignatureNonceUsed",
    );
    const text = fc.string({ unit: "grapheme" }).map((rest) => `§ 024680 ${rest}`);
    const body = fc.dictionary(key, fc.oneof(text, fc.record({ BizId: text })));
    fc.assert(fc.property(body, code, fc.constantFrom(200, 400, 503), (body, Code, httpStatus) => {
      const outcome = JSON.stringify(answered({ ...body, Code }, httpStatus));
      expect(outcome).not.toContain("§");
      expect(outcome).not.toContain("024680");
    }));
  });

  test("takes any field for what it is, also one that no text can be made of", () => {
    const hostile = fc.constantFrom<unknown>(
      { toString: null },
      { toString: "x", valueOf: 1 },
      [[{}]],
      0,
      "",
      {},
    );
    const field = fc.constantFrom(
      "Code",
      "ResponseCode",
      "Success",
      "Message",
      "Model",
      "BizId",
      "MessageId",
      "RequestId",
    );
    fc.assert(
      fc.property(fc.dictionary(field, hostile), fc.integer({ min: 200, max: 599 }), (fields, httpStatus) => {
        const body = { Code: "OK", ...fields };
        expect(readAnswer({ status: "answered", httpStatus, body })).toHaveProperty("status");
      }),
    );
  });

  test("never makes the reader throw, and is a success only with OK", () => {
    const body = fc.dictionary(
      fc.constantFrom("Code", "ResponseCode", "Success", "Model", "BizId"),
      fc.jsonValue(),
    );
    fc.assert(fc.property(body, fc.integer({ min: 200, max: 599 }), (body, httpStatus) => {
      const { status } = answered(body, httpStatus);
      const said = (body.Code ?? body.ResponseCode) === "OK" && body.Success !== false && httpStatus < 400;
      expect(status === "accepted").toBe(said);
    }));
  });

  test("whose code is not one is not repeated", () => {
    const code = fc.string({ unit: "grapheme" }).map((text) => `§${text}`);
    fc.assert(fc.property(code, (Code) => {
      expect(JSON.stringify(answered({ Code }))).not.toContain("§");
    }));
  });
});
