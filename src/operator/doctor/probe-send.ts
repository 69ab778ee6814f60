import { noteOf } from "../../hook/aliyun/error-codes.ts";
import { composeCall } from "../../hook/aliyun/compose-call.ts";
import { VARIABLES } from "../../hook/config/variables.ts";
import type { Route } from "../../hook/sms/route.ts";
import { SEND_ACTION } from "../ram-policy.ts";
import { addressIn } from "./address-in.ts";
import type { AskProvider, ProviderAnswer } from "./ask-provider.ts";
import { type Finding, finding, type FindingId, type Text } from "./finding.ts";

/**
 * The number that a probe names. No phone can have it: mainland numbers begin with 13 to 19, and 86 is nobody else's
 * country code. So the provider looks at key, rights, address and account, and then has nobody to send to.
 */
const NOBODY = { e164: "+8610000000000", digits: "8610000000000", country: "CN" };
/** Abroad: no country code begins with 0 (ITU-T E.164). */
const NOBODY_ABROAD = { e164: "+0", digits: "0", country: undefined };
/** That nobody's number has no country is as it should be. */
const OF_NOBODY = /^(isv\.)?(NOT_SUPPORTED_COUNTRY|COUNTRY_RESTRICTED)$/;

export interface Probe {
  findings: Finding[];
  /** Whether it is worth asking more of this account. */
  open: boolean;
  /** What it said of signature, template or parameters, which a closer look may say better. */
  content: string | undefined;
}

/** A send that can reach nobody, as the function would make it. */
export async function probeSend(ask: AskProvider, route: Route): Promise<Probe> {
  const phone = route.api === "globe" ? NOBODY_ABROAD : NOBODY;
  const { action, params } = composeCall({ phone, route, otp: "000000", outId: "doctor", locale: undefined });
  const send = () => ask(route, action, params);
  const first = await send();
  // The clock is corrected by then.
  const answer = first.status === "answered" && first.code.startsWith("InvalidTimeStamp")
    ? await send()
    : first;
  return read(answer, route);
}

function read(answer: ProviderAnswer, route: Route): Probe {
  const { host } = new URL(route.endpoint);
  const closed = (one: Finding): Probe => ({ findings: [one], open: false, content: undefined });
  if (answer.status === "unreachable") {
    return closed(finding("provider_unreachable", host, { cause: answer.cause }));
  }
  if (answer.status === "silent") return closed(finding("provider_silent", host, { cause: answer.cause }));
  if (answer.status === "not_alibaba") {
    return closed(finding("provider_not_alibaba", host, { status: answer.httpStatus }));
  }
  const { code, ms } = answer;
  const reached: Probe = {
    findings: [finding("provider_reached", host, { ms })],
    open: true,
    content: undefined,
  };
  const verdict = noteOf(code)?.verdict;
  if (
    code === "OK" || verdict === "recipient_invalid" || verdict === "rate_limited" || OF_NOBODY.test(code)
  ) {
    return reached;
  }
  const bare = code.replace(/^(isv|isp|biz)\./, "");
  const known = BY_CODE.find(({ codes }) => codes.test(bare));
  if (known !== undefined) {
    const subject = known.subject === "host" ? host : keyVariable(known.subject, route.account);
    const one = finding(known.id, subject, {
      code,
      action: SEND_ACTION[route.api],
      hint: hintOf(code),
      address: addressIn(answer.body["Message"]),
    });
    return { findings: [one], open: known.id === "ram_send_denied", content: undefined };
  }
  return verdict === "throttled" || verdict === "provider_failed"
    ? closed(finding("provider_throttles", host, { code, hint: hintOf(code) }))
    : { ...reached, content: code };
}

const BY_CODE: readonly {
  codes: RegExp;
  id: FindingId;
  subject: "accessKeyId" | "accessKeySecret" | "securityToken" | "host";
}[] = [
  { codes: /^InvalidAccessKeyId/, id: "access_key_refused", subject: "accessKeyId" },
  {
    codes: /^(SignatureDoesNotMatch|IncompleteSignature)$/,
    id: "access_key_refused",
    subject: "accessKeySecret",
  },
  { codes: /SecurityToken/, id: "access_key_refused", subject: "securityToken" },
  { codes: /^DENY_IP_RANGE$/, id: "source_denied", subject: "host" },
  {
    codes: /^(RAM_PERMISSION_DENY|RAM_CHECK_FAILED|Forbidden\.RAM|NoPermission|Forbidden)$/,
    id: "ram_send_denied",
    subject: "accessKeyId",
  },
  {
    codes:
      /^(AMOUNT_NOT_ENOUGH|BILLING_DEDUCTION_ERROR|OUT_OF_SERVICE|PRODUCT_UN_?SUBSCRI\w+|FUNCTION_NOT_OPENED|ACCOUNT_\w+|SECURITY_FROZEN_ACCOUNT|DAY_LIMIT_CONTROL|MONTH_LIMIT_CONTROL|Forbidden\.RiskControl)$/,
    id: "account_cannot_send",
    subject: "accessKeyId",
  },
];

export const keyVariable = (
  setting: "accessKeyId" | "accessKeySecret" | "securityToken",
  account: string | undefined,
): string => account === undefined ? VARIABLES[setting][0] : `${VARIABLES[setting][0]}_${account}`;

const UNKNOWN: Text = {
  en: "Look the code up in docs/troubleshooting.md, or in Alibaba Cloud's documentation",
  zh: "请在 docs/troubleshooting.zh-CN.md 或阿里云文档中查询该错误码",
};
/** The hook's own words for a code. */
export const hintOf = (code: string): Text => {
  const { en, zh } = noteOf(code) ?? UNKNOWN;
  return { en, zh };
};
