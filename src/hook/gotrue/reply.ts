import type { HookFailure } from "../failure.ts";
import type { RejectionCategory } from "../sms/sms-sender.ts";
import type { AnswerStyle } from "./answer-style.ts";
import { type Reason, REASONS } from "./reasons.ts";
import { type Language, TEXTS, waitPhrase } from "./texts.ts";

export interface Reply {
  status: number;
  body: string;
}

/** The one answer that every release takes for a success: 200, `application/json`, an object. */
export const SUCCESS: Reply = { status: 200, body: "{}" };

export function replyTo(failure: HookFailure, style: AnswerStyle, language: Language): Reply {
  if (failure.reason === "request_refused") return plain(failure.status, failure.cause);
  if (failure.reason === "signature_invalid") return plain(401, "signature_invalid");
  const reason = reasonOf(failure);
  const { httpCode, codedStatus } = REASONS[reason];
  const text = TEXTS[reason][language](waitPhrase(language, retryAfterSeconds(failure)));
  return { status: style === "envelope" ? 200 : codedStatus, body: envelope(httpCode, `${reason}: ${text}`) };
}

/** Requests that Auth did not sign get no reason, no language and no detail. */
const plain = (status: number, cause: string): Reply => ({ status, body: envelope(status, cause) });

const envelope = (httpCode: number, message: string): string =>
  JSON.stringify({ error: { http_code: httpCode, message } });

type SignedFailure = Exclude<HookFailure, { reason: "request_refused" | "signature_invalid" }>;

/** What the app hears; the log hears the failure itself. A new arm without a mapping does not compile. */
export function reasonOf(failure: SignedFailure): Reason {
  switch (failure.reason) {
    case "destination_ambiguous":
      return "sms_destination_ambiguous";
    case "recipient_invalid":
      return "sms_recipient_invalid";
    case "recipient_not_allowed":
      return "sms_recipient_not_allowed";
    case "sending_disabled":
      return "sms_sending_disabled";
    case "no_route":
    case "code_unsendable":
      return "sms_misconfigured";
    case "rate_limited":
      return "sms_rate_limited";
    case "ledger_down":
    case "unconfirmed":
      return "sms_provider_unavailable";
    case "rejected":
      return REASON_OF_CATEGORY[failure.outcome.category];
    case "payload_invalid":
    case "bug":
      return "sms_internal";
  }
}

const REASON_OF_CATEGORY: Record<RejectionCategory, Reason> = {
  recipient_invalid: "sms_recipient_invalid",
  recipient_not_allowed: "sms_recipient_not_allowed",
  rate_limited: "sms_rate_limited",
  misconfigured: "sms_misconfigured",
  internal: "sms_internal",
  provider_unavailable: "sms_provider_unavailable",
  throttled: "sms_provider_unavailable",
  provider_failed: "sms_provider_unavailable",
};

function retryAfterSeconds(failure: SignedFailure): number | undefined {
  if (failure.reason === "rate_limited") return failure.retryAfterSeconds;
  return failure.reason === "rejected" ? failure.outcome.retryAfterSeconds : undefined;
}
