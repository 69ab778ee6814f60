import type { RejectionCategory } from "../sms/sms-sender.ts";

export type Verdict = RejectionCategory | "unconfirmed";

/**
 * Every documented code, without its `isv.`, `isp.` or `biz.`, by who has to act. Products disagree about
 * the prefix (`isv.BUSINESS_LIMIT_CONTROL`, `BUSINESS_LIMIT_CONTROL`), so it is matched with and without.
 *
 * Sources, Alibaba Cloud Help: [1] SMS API error codes (101346), [2] receipt error codes (101347),
 * [3] public gateway codes (ask/278265), [4] SMS authentication, PNVS (85198, 2679047),
 * [5] international SMS (116206).
 */
const CODES: Readonly<Record<Verdict, string>> = {
  // The number is malformed. [1] [4]
  recipient_invalid: "MOBILE_NUMBER_ILLEGAL",

  // The number is on a blacklist, or its user opted out. [1] [2]
  recipient_not_allowed: "BLACK_KEY_CONTROL_LIMIT CUSTOMER_REFUSED MOBILE_IN_BLACK",

  // Too often for this number. [1] [4] [5]
  rate_limited: `
    BUSINESS_LIMIT_CONTROL FREQUENCY FREQUENCY_FAIL
    BUSINESS_LIMIT_CONTROL_MINUTE BUSINESS_LIMIT_HOUR BUSINESS_LIMIT_DAY BUSINESS_LIMIT_CONTROL_PHONE`,

  misconfigured: `
    # routing: the template, the sender or the account does not serve this country [1] [5]
    DOMESTIC_NUMBER_NOT_SUPPORTED NOT_SUPPORTED_COUNTRY COUNTRY_RESTRICTED SENDERID_ERROR FORBIDDEN_ACTION
    # account, balance, the operator's own caps [1] [4] [5]
    DAY_LIMIT_CONTROL MONTH_LIMIT_CONTROL SMS_OVER_LIMIT AMOUNT_NOT_ENOUGH OUT_OF_SERVICE
    PRODUCT_UN_SUBSCRIPT PRODUCT_UNSUBSCRIBE FUNCTION_NOT_OPENED ACCOUNT_NOT_EXISTS ACCOUNT_ABNORMAL
    SECURITY_FROZEN_ACCOUNT BILLING_DEDUCTION_ERROR
    # permission, address of the caller [1] [3] [5]
    RAM_PERMISSION_DENY RAM_CHECK_FAILED DENY_IP_RANGE
    Forbidden.RAM NoPermission Forbidden Forbidden.RiskControl
    # sign [1] [2]
    SMS_SIGNATURE_ILLEGAL SMS_SIGN_NAME_ILLEGAL SIGN_NAME_ILLEGAL SIGN_STATE_ILLEGAL SMS_SIGN_ILLEGAL
    SIGNATURE_BLACKLIST SMS_SIGN_EMOJI_ILLEGAL SIGN_SOURCE_ILLEGAL SIGN_COUNT_OVER_LIMIT
    SMS_SIGNATURE_SCENE_ILLEGAL ONE_CODE_MULTIPLE_SIGN EXTEND_CODE_ERROR CODE_EXCEED_LIMIT CODE_ERROR
    PORT_NOT_REGISTERED
    # template and its parameters [1]
    SMS_TEMPLATE_ILLEGAL TEMPLATE_MISSING_PARAMETERS TEMPLATE_PARAMS_ILLEGAL
    template_parameter_count_illegal PARAM_LENGTH_LIMIT PARAM_NOT_SUPPORT_URL TEMPLATE_COUNT_OVER_LIMIT
    SMS_CONTENT_ILLEGAL UNSUPPORTED_CONTENT SMS_CONTENT_MISMATCH_TEMPLATE_TYPE
    SMS_TEST_SIGN_TEMPLATE_LIMIT SMS_TEST_TEMPLATE_PARAMS_ILLEGAL SMS_TEST_NUMBER_LIMIT
    # access key, clock [3]
    InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive InvalidAccessKeyId SignatureDoesNotMatch
    IncompleteSignature InvalidSignatureMethod InvalidTimeStamp.Format InvalidTimeStamp.Expired
    InvalidSecurityToken.Expired InvalidSecurityToken.Malformed InvalidSecurityToken.MismatchWithAccessKey
    MissingSecurityToken`,

  // A request that we should not have made. [1] [3]; also every Missing… and Invalid… of the gateway
  internal: `
    MOBILE_COUNT_OVER_LIMIT INVALID_JSON_PARAM INVALID_PARAMETERS PARAMS_ILLEGAL DATA_NOT_EXIST ValidateFail
    InvalidVersion InvalidAction.NotFound InvalidApi.NotFound UnsupportedHTTPMethod InvalidParameter.Format`,

  // Refused before it was processed. [1] [2] [3]
  provider_unavailable: "IS_CLOSE ServiceUnavailable",

  // Failed while sending: the SMS may still arrive. [1] [3] [5]
  provider_failed: "SYSTEM_ERROR GATEWAY_ERROR UNKNOWN InternalError",

  // The account's rate, refused before it was processed: one second try. [3]
  throttled: "Throttling Throttling.User Throttling.Api",

  // Seen before: a network layer sent our request twice, and the first one may have been accepted. [3]
  unconfirmed: "SignatureNonceUsed",
};

let verdictOfCode: Map<string, Verdict> | undefined;

/** Built on the first refusal: most processes end without one. */
function verdicts(): Map<string, Verdict> {
  verdictOfCode ??= new Map(
    // Object.keys widens the keys of CODES to string.
    (Object.keys(CODES) as Verdict[]).flatMap((verdict) =>
      knownCodes(verdict).map((code) => [code.toLowerCase(), verdict] as const)
    ),
  );
  return verdictOfCode;
}

/** All codes of the table, for tests and documentation. */
export const knownCodes = (category: Verdict): string[] =>
  CODES[category].replace(/#.*/g, "").split(/\s+/).filter(Boolean);

/**
 * What a code other than `OK` means. An unknown code of ours to fix (`isv.`, or the gateway's 4xx) is the
 * operator's; any other may have been given after the SMS left.
 */
export function verdictOf(code: string, httpStatus: number): Verdict {
  const [, prefix = "", name = code] = /^(?:(isv|isp|biz)\.)?(.*)$/is.exec(code) ?? [];
  const known = verdicts().get(name.toLowerCase());
  if (known) return known;
  if (/^Throttling\b/i.test(name)) return "throttled";
  if (/^(InvalidAccessKeyId|InvalidSecurityToken|InvalidTimeStamp|Forbidden)\b/i.test(name)) {
    return "misconfigured";
  }
  if (/^(Missing|Invalid)[A-Z]/.test(name)) return "internal";
  if (prefix.toLowerCase() === "isp" || httpStatus >= 500) return "provider_failed";
  return "misconfigured";
}
