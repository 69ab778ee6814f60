import type { SignedFailure } from "../failure.ts";
import type { RejectionCategory } from "../sms/sms-sender.ts";

/**
 * What an app can read of a failed send, shared by the hook, the client, the README and the tests.
 *
 * - `httpCode` goes into `error.http_code`: an integer 400–499, because auth-js loses the text of 5xx
 *   and Auth takes other numbers for a panic or a success (supabase/auth `internal/hooks/hookserrors`).
 * - `codedStatus` is the HTTP status that carries the reason to apps of Auth ≤ 2.186, which throws the
 *   body away: 470–477 have no other meaning and no proxy rewrites them.
 */
export const REASONS = {
  sms_recipient_not_allowed: { httpCode: 422, codedStatus: 470, actor: "user" },
  sms_recipient_invalid: { httpCode: 422, codedStatus: 471, actor: "user" },
  sms_rate_limited: { httpCode: 429, codedStatus: 472, actor: "user" },
  sms_destination_ambiguous: { httpCode: 422, codedStatus: 473, actor: "operator" },
  sms_sending_disabled: { httpCode: 424, codedStatus: 474, actor: "operator" },
  sms_misconfigured: { httpCode: 424, codedStatus: 475, actor: "operator" },
  sms_provider_unavailable: { httpCode: 424, codedStatus: 476, actor: "provider" },
  sms_internal: { httpCode: 424, codedStatus: 477, actor: "project" },
} as const satisfies Record<string, { httpCode: number; codedStatus: number; actor: Actor }>;

export type Actor = "user" | "operator" | "provider" | "project";
export type Reason = keyof typeof REASONS;

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
  restricted: "sms_recipient_not_allowed",
  misconfigured: "sms_misconfigured",
  internal: "sms_internal",
  provider_unavailable: "sms_provider_unavailable",
  throttled: "sms_provider_unavailable",
  provider_failed: "sms_provider_unavailable",
  unknown_code: "sms_provider_unavailable",
};
