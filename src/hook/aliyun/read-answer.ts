import type { ProviderTrace, SendOutcome } from "../sms/sms-sender.ts";
import { verdictOf } from "./error-codes.ts";
import type { CallResult } from "./rpc-call.ts";

/** A provider's identifier, fit for a log; its texts are not, because they can echo the code. */
const IDENTIFIER = /^[\w.^:-]{1,64}$/;
const CODE = /^[\w.-]{1,80}$/;

/**
 * Business errors come as HTTP 200 with a `Code`, gateway errors as 4xx or 5xx with a `Code`; only
 * `Code: "OK"` is a success, and an answer without a code is a failure.
 */
export function readAnswer(result: CallResult): SendOutcome {
  if (result.status === "not_connected") {
    const { cause } = result;
    const category = cause === "not_connected" ? "provider_unavailable" : "misconfigured";
    return { status: "rejected", category, code: cause };
  }
  if (result.status === "no_answer") return { status: "unconfirmed", cause: result.cause };
  if (result.status === "unreadable") return unreadable(result.httpStatus);
  // Nothing but the code decides, so no other field that does not fit may spoil the answer: each is read alone, and
  // not by a schema, which would have to be one for each of them.
  const { httpStatus, body: answer } = result;
  // SendSms and SendSmsVerifyCode say Code, SendMessageToGlobe says ResponseCode; where both are there and one of
  // them is a refusal, that one counts.
  const given = answer.Code === "OK"
    ? answer.ResponseCode ?? answer.Code
    : answer.Code ?? answer.ResponseCode;
  const code = fitting(given, CODE);
  const requestId = fitting(answer.RequestId, IDENTIFIER);
  const trace = { httpStatus, ...(requestId ? { requestId } : {}) };
  if (code === "OK" && isSuccess(answer.Success) && httpStatus < 300) {
    const receiptId = fitting(answer.BizId, IDENTIFIER) ??
      fitting(bizIdIn(answer.Model), IDENTIFIER) ??
      fitting(answer.MessageId, IDENTIFIER);
    return { status: "accepted", receiptId: receiptId ?? "", trace };
  }
  if (code === undefined || code === "OK") return withoutCode(httpStatus, trace);
  return refusal(code, answer.Message, trace);
}

const fitting = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === "string" && pattern.test(value) ? value : undefined;

const bizIdIn = (model: unknown): unknown =>
  typeof model === "object" && model !== null && "BizId" in model ? model.BizId : undefined;

/** Where it is there at all, it is a boolean or the word for it. */
const isSuccess = (success: unknown): boolean =>
  success === undefined || success === null || success === true ||
  (typeof success === "string" && /^true$/i.test(success));

/**
 * Somebody between us and the provider has spoken. A redirect or a refusal is an error, but no proof that nothing was
 * passed on; of a 2xx, a 5xx or a timeout of theirs nobody knows.
 */
function unreadable(httpStatus: number): SendOutcome {
  const trace = { httpStatus };
  return httpStatus >= 300 && httpStatus < 500 && httpStatus !== 408
    ? { status: "rejected", category: "provider_failed", code: `http_${httpStatus}`, trace }
    : { status: "unconfirmed", cause: `unreadable answer (HTTP ${httpStatus})`, trace };
}

/** An answer that gives no usable code: of a broken gateway it says nothing, else it is a failure. */
function withoutCode(httpStatus: number, trace: ProviderTrace): SendOutcome {
  return httpStatus >= 500
    ? { status: "unconfirmed", cause: `unreadable answer (HTTP ${httpStatus})`, trace }
    : { status: "rejected", category: "provider_failed", code: "no_code", trace };
}

function refusal(code: string, message: unknown, trace: ProviderTrace): SendOutcome {
  const category = verdictOf(code);
  if (category === "unconfirmed") return { status: "unconfirmed", cause: code, trace };
  const seconds = category === "rate_limited" ? windowOf(code, message) : undefined;
  const wait = seconds === undefined ? {} : { retryAfterSeconds: seconds };
  return { status: "rejected", category, code, ...wait, trace };
}

/**
 * The window is named in the message (触发小时级流控Permits:5) or, abroad, in the code; dypnsapi's FREQUENCY is its
 * `Interval`, a minute. Of any other (月级, or none) nothing is known, and a made-up wait would be a lie.
 */
function windowOf(code: string, message: unknown): number | undefined {
  const text = `${code} ${typeof message === "string" ? message : ""}`;
  if (/天级|日级|\bday\b|_DAY\b/i.test(text)) return 86_400;
  if (/小时级|\bhour\b|_HOUR\b/i.test(text)) return 3_600;
  return /分钟级|\bminute\b|_MINUTE\b|FREQUENCY/i.test(text) ? 60 : undefined;
}
