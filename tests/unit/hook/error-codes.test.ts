import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/hook/aliyun/codes/code-note.ts";
import { providerCodes, verdictOf } from "../../../src/hook/aliyun/error-codes.ts";
import { CAUSE_HINTS, NOT_THE_PROVIDER, OWN_CODE_HINTS, UNKNOWN_CODE } from "../../../src/hook/log/hints.ts";

const words = (text: string) => text.trim().split(/\s+/);

/** Answered with HTTP 200, by who has to act: Alibaba Cloud Help 101346, 85198, 2679047, 116206. */
const BUSINESS: Record<Exclude<Verdict, "throttled" | "unconfirmed" | "provider_unavailable">, string[]> = {
  recipient_invalid: words("MOBILE_NUMBER_ILLEGAL"),
  recipient_not_allowed: words("CUSTOMER_REFUSED"),
  restricted: words("BLACK_KEY_CONTROL_LIMIT"),
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
    RAM_CHECK_FAILED BILLING_DEDUCTION_ERROR INVALID_JSON_PARAM INVALID_PARAMETERS PARAMS_ILLEGAL ValidateFail`),
  internal: words("MOBILE_COUNT_OVER_LIMIT DATA_NOT_EXIST"),
  provider_failed: words("SYSTEM_ERROR GATEWAY_ERROR UNKNOWN IS_CLOSE"),
};
const business = Object.entries(BUSINESS).flatMap(([verdict, codes]) =>
  codes.map((code) => ({ code, verdict }))
);

/** Of the gateway, before any product saw the request: ask/278265. */
const GATEWAY: [code: string, verdict: Verdict][] = [
  ["MissingPhoneNumbers", "internal"],
  ["MissingTemplateCode", "misconfigured"],
  ["MissingSignName", "misconfigured"],
  ["InvalidTemplateCode.Malformed", "misconfigured"],
  ["InvalidPhoneNumbers", "internal"],
  ["InvalidParameter.Format", "internal"],
  ["InvalidAccessKeyId.NotFound", "misconfigured"],
  ["InvalidAccessKeyId.Inactive", "misconfigured"],
  ["SignatureDoesNotMatch", "misconfigured"],
  ["IncompleteSignature", "misconfigured"],
  ["InvalidSignatureMethod", "internal"],
  ["InvalidTimeStamp.Format", "misconfigured"],
  ["InvalidTimeStamp.Expired", "misconfigured"],
  ["SignatureNonceUsed", "unconfirmed"],
  ["Throttling", "throttled"],
  ["Throttling.User", "throttled"],
  ["Throttling.Api", "throttled"],
  ["Forbidden.RAM", "misconfigured"],
  ["NoPermission", "misconfigured"],
  ["Forbidden", "misconfigured"],
  ["Forbidden.RiskControl", "misconfigured"],
  ["InvalidSecurityToken.Expired", "misconfigured"],
  ["InvalidSecurityToken.Malformed", "misconfigured"],
  ["InvalidSecurityToken.MismatchWithAccessKey", "misconfigured"],
  ["MissingSecurityToken", "misconfigured"],
  ["InvalidVersion", "misconfigured"],
  ["InvalidAction.NotFound", "misconfigured"],
  ["InvalidApi.NotFound", "misconfigured"],
  ["UnsupportedHTTPMethod", "internal"],
  ["InternalError", "provider_failed"],
  ["ServiceUnavailable", "provider_failed"],
];

describe("codes of the business", () => {
  test.each(business)(
    "$code is $verdict, with any prefix and without",
    ({ code, verdict }) => {
      for (const prefix of ["", "isv.", "isp.", "biz.", "ISV."]) {
        expect(verdictOf(prefix + code)).toBe(verdict);
      }
    },
  );

  test("are told apart where one is the beginning of another", () => {
    expect(verdictOf("isv.BUSINESS_LIMIT_CONTROLS")).toBe("unknown_code");
    expect(verdictOf("isv.MOBILE_NUMBER")).toBe("unknown_code");
  });
});

describe("codes of the gateway", () => {
  test.each(GATEWAY)("%s is %s", (code, verdict) => expect(verdictOf(code)).toBe(verdict));
});

describe("a code of no document", () => {
  test.each(words(`
    SOMETHING_NEW isv.SOMETHING_NEW isp.SOMETHING_NEW biz.X OperationTimeout PARTIAL_SUCCESS RequestTimeout
    Success Duplicate.Request ok isv.OK MissingAnythingNew InvalidAnythingNew Forbidden.AnythingNew
    Throttling.AnythingNew InvalidAccessKeyId.AnythingNew __proto__ constructor toString`))(
    "%s is unknown, whatever it looks like",
    (code) => expect(verdictOf(code)).toBe("unknown_code"),
  );
});

const notes = providerCodes();
const codes = notes.flatMap((note) => note.codes);

describe("the table of codes", () => {
  test("has each code once, in whatever case", () => {
    const lower = codes.map((code) => code.toLowerCase());
    expect(lower.filter((code, i) => lower.indexOf(code) !== i)).toEqual([]);
  });

  test("holds nothing that is not in the documents' tables here, but for parts of the same families", () => {
    const here = new Set([...business.map(({ code }) => code), ...GATEWAY.map(([code]) => code)]);
    const other = codes.filter((code) => !here.has(code));
    // Missing{Param} and Invalid{Param} of the parameters that we send (ask/278265).
    const family =
      /^(Missing|Invalid)(AccessKeyId|Action|Message|PhoneNumbers?|Sign(ature\w*|Name)|T(emplate(Code|Param)|o|imestamp)|Version)(\.Malformed)?$/;
    expect(other.filter((code) => !family.test(code))).toEqual(["MOBILE_IN_BLACK"]);
  });
});

const hints = [
  ...notes,
  ...Object.values(CAUSE_HINTS),
  ...Object.values(OWN_CODE_HINTS),
  NOT_THE_PROVIDER,
  UNKNOWN_CODE,
];

describe("a hint", () => {
  test.each(hints)("is written in both languages and leaves a line short: $en", ({ en, zh }) => {
    expect(en).toMatch(/^[ -~…【】]{20,260}$/);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(zh.length).toBeLessThan(200);
    expect(en + zh).not.toMatch(/\.$|。$/);
    // The names of what has to be set are the same in both.
    const names = (text: string) => [...new Set(text.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g))].sort();
    expect(names(zh)).toEqual(names(en));
  });
});
