import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { knownCodes, type Verdict, verdictOf } from "../../../src/hook/aliyun/error-codes.ts";

const words = (text: string) => text.trim().split(/\s+/);

/** Answered with HTTP 200, by who has to act: Alibaba Cloud Help 101346, 85198, 2679047, 116206. */
const BUSINESS: Record<Exclude<Verdict, "throttled" | "unconfirmed">, string[]> = {
  recipient_invalid: words("MOBILE_NUMBER_ILLEGAL"),
  recipient_not_allowed: words("BLACK_KEY_CONTROL_LIMIT CUSTOMER_REFUSED"),
  rate_limited: words(`
    BUSINESS_LIMIT_CONTROL FREQUENCY FREQUENCY_FAIL
    BUSINESS_LIMIT_CONTROL_MINUTE BUSINESS_LIMIT_HOUR BUSINESS_LIMIT_DAY BUSINESS_LIMIT_CONTROL_PHONE`),
  misconfigured: words(`
    DOMESTIC_NUMBER_NOT_SUPPORTED DAY_LIMIT_CONTROL MONTH_LIMIT_CONTROL SMS_OVER_LIMIT AMOUNT_NOT_ENOUGH
    OUT_OF_SERVICE PRODUCT_UN_SUBSCRIPT PRODUCT_UNSUBSCRIBE ACCOUNT_NOT_EXISTS ACCOUNT_ABNORMAL
    SECURITY_FROZEN_ACCOUNT RAM_PERMISSION_DENY DENY_IP_RANGE SMS_SIGNATURE_ILLEGAL SMS_SIGN_NAME_ILLEGAL
    SIGN_NAME_ILLEGAL SIGN_STATE_ILLEGAL SMS_SIGN_ILLEGAL SIGNATURE_BLACKLIST SMS_SIGN_EMOJI_ILLEGAL
    SIGN_SOURCE_ILLEGAL SIGN_COUNT_OVER_LIMIT SMS_SIGNATURE_SCENE_ILLEGAL ONE_CODE_MULTIPLE_SIGN
    EXTEND_CODE_ERROR CODE_EXCEED_LIMIT CODE_ERROR PORT_NOT_REGISTERED SMS_TEMPLATE_ILLEGAL
    TEMPLATE_MISSING_PARAMETERS TEMPLATE_PARAMS_ILLEGAL template_parameter_count_illegal PARAM_LENGTH_LIMIT
    PARAM_NOT_SUPPORT_URL SMS_CONTENT_ILLEGAL UNSUPPORTED_CONTENT SMS_CONTENT_MISMATCH_TEMPLATE_TYPE
    TEMPLATE_COUNT_OVER_LIMIT SMS_TEST_SIGN_TEMPLATE_LIMIT SMS_TEST_TEMPLATE_PARAMS_ILLEGAL
    SMS_TEST_NUMBER_LIMIT
    FUNCTION_NOT_OPENED NOT_SUPPORTED_COUNTRY COUNTRY_RESTRICTED SENDERID_ERROR FORBIDDEN_ACTION
    RAM_CHECK_FAILED BILLING_DEDUCTION_ERROR`),
  internal: words(
    "MOBILE_COUNT_OVER_LIMIT INVALID_JSON_PARAM INVALID_PARAMETERS PARAMS_ILLEGAL DATA_NOT_EXIST ValidateFail",
  ),
  provider_unavailable: words("IS_CLOSE"),
  provider_failed: words("SYSTEM_ERROR GATEWAY_ERROR UNKNOWN"),
};
const business = Object.entries(BUSINESS).flatMap(([verdict, codes]) =>
  codes.map((code) => ({ code, verdict }))
);

/** Of the gateway, before any product saw the request: ask/278265. */
const GATEWAY: [code: string, status: number, verdict: Verdict][] = [
  ["MissingPhoneNumbers", 400, "internal"],
  ["MissingTemplateCode", 400, "internal"],
  ["MissingSignName", 400, "internal"],
  ["InvalidPhoneNumbers", 400, "internal"],
  ["InvalidParameter.Format", 400, "internal"],
  ["InvalidAccessKeyId.NotFound", 404, "misconfigured"],
  ["InvalidAccessKeyId.Inactive", 400, "misconfigured"],
  ["SignatureDoesNotMatch", 400, "misconfigured"],
  ["IncompleteSignature", 400, "misconfigured"],
  ["InvalidSignatureMethod", 400, "misconfigured"],
  ["InvalidTimeStamp.Format", 400, "misconfigured"],
  ["InvalidTimeStamp.Expired", 400, "misconfigured"],
  ["SignatureNonceUsed", 400, "unconfirmed"],
  ["Throttling", 400, "throttled"],
  ["Throttling.User", 400, "throttled"],
  ["Throttling.Api", 429, "throttled"],
  ["Throttling.AnythingNew", 503, "throttled"],
  ["Forbidden.RAM", 403, "misconfigured"],
  ["NoPermission", 403, "misconfigured"],
  ["Forbidden", 403, "misconfigured"],
  ["Forbidden.RiskControl", 403, "misconfigured"],
  ["InvalidSecurityToken.Expired", 400, "misconfigured"],
  ["InvalidSecurityToken.Malformed", 400, "misconfigured"],
  ["InvalidSecurityToken.MismatchWithAccessKey", 400, "misconfigured"],
  ["MissingSecurityToken", 400, "misconfigured"],
  ["InvalidVersion", 400, "internal"],
  ["InvalidAction.NotFound", 404, "internal"],
  ["InvalidApi.NotFound", 404, "internal"],
  ["UnsupportedHTTPMethod", 400, "internal"],
  ["InternalError", 500, "provider_failed"],
  ["ServiceUnavailable", 503, "provider_unavailable"],
];

describe("codes of the business", () => {
  test.each(business)(
    "$code is $verdict, with any prefix and without, as HTTP 200 and 400",
    ({ code, verdict }) => {
      for (const prefix of ["", "isv.", "isp.", "biz.", "ISV."]) {
        expect(verdictOf(prefix + code, 200)).toBe(verdict);
        expect(verdictOf(prefix + code, 400)).toBe(verdict);
      }
    },
  );

  test("are told apart where one is the beginning of another", () => {
    expect(verdictOf("isv.BUSINESS_LIMIT_CONTROLS", 200)).toBe("misconfigured");
    expect(verdictOf("isv.MOBILE_NUMBER", 200)).toBe("misconfigured");
  });
});

describe("codes of the gateway", () => {
  test.each(GATEWAY)("%s with HTTP %i is %s", (code, status, verdict) => {
    expect(verdictOf(code, status)).toBe(verdict);
  });
});

describe("unknown codes", () => {
  test.each(
    [
      ["isv.SOMETHING_NEW", 200, "misconfigured"],
      ["isp.SOMETHING_NEW", 200, "provider_failed"],
      ["ISP.SOMETHING_NEW", 200, "provider_failed"],
      ["SOMETHING_NEW", 200, "misconfigured"],
      ["SomethingNew", 400, "misconfigured"],
      ["SomethingNew", 500, "provider_failed"],
      ["isv.SOMETHING_NEW", 503, "provider_failed"],
      ["MissingAnythingNew", 400, "internal"],
      ["InvalidAnythingNew", 400, "internal"],
      ["Forbidden.AnythingNew", 403, "misconfigured"],
    ] as const,
  )("%s with HTTP %i is %s", (code, status, verdict) => expect(verdictOf(code, status)).toBe(verdict));

  test("of any form have a verdict, and never one that blames the user", () => {
    const known = new Set(business.map(({ code }) => code.toLowerCase()));
    fc.assert(fc.property(fc.string(), fc.integer({ min: 200, max: 599 }), (code, status) => {
      fc.pre(!known.has(code.replace(/^(isv|isp|biz)\./i, "").toLowerCase()));
      expect(["recipient_invalid", "recipient_not_allowed", "rate_limited"]).not.toContain(
        verdictOf(code, status),
      );
    }));
  });
});

test("every code of the hook's table is in one of the tables here, but for the receipt code of a blacklist", () => {
  const verdicts = [...Object.keys(BUSINESS), "throttled", "unconfirmed"] as Verdict[];
  const here = new Set([...business.map(({ code }) => code), ...GATEWAY.map(([code]) => code)]);
  const other = verdicts.flatMap(knownCodes).filter((code) => !here.has(code));
  // InvalidAccessKeyId without a suffix is of the same family; MOBILE_IN_BLACK is a receipt's (101347).
  expect(other.sort()).toEqual(["InvalidAccessKeyId", "MOBILE_IN_BLACK"]);
});
