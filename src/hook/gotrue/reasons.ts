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
