import { PROBLEM_TRAITS, type ProblemCode } from "./problem-codes.ts";

/** Auth's codes that mean the same to the person in front of the app. */
const SAME_AS: Readonly<Record<string, ProblemCode>> = {
  over_email_send_rate_limit: "over_request_rate_limit",
  hook_timeout_after_retry: "hook_timeout",
  hook_payload_over_size_limit: "sms_not_sent",
  hook_payload_invalid_content_type: "sms_not_sent",
  hook_payload_unknown_size: "sms_not_sent",
  sms_send_failed: "sms_not_sent",
  reauth_nonce_missing: "reauthentication_needed",
  mfa_phone_enroll_not_enabled: "mfa_phone_disabled",
  mfa_phone_verify_not_enabled: "mfa_phone_disabled",
  email_exists: "user_already_exists",
  bad_jwt: "session_missing",
  no_authorization: "session_missing",
  refresh_token_already_used: "session_missing",
  refresh_token_not_found: "session_missing",
  session_expired: "session_missing",
  session_not_found: "session_missing",
  user_not_found: "session_missing",
  request_timeout: "server_unavailable",
};

/** `undefined` for codes that name no cause (`unknown`, `unexpected_failure`, `validation_failed`). */
export function problemOfAuthCode(code: string): ProblemCode | undefined {
  if (code === "unknown") return undefined;
  return Object.hasOwn(SAME_AS, code) ? SAME_AS[code] : KNOWN.find((known) => known === code);
}

/** `Object.keys` forgets the literal type of its keys; the object is exactly these. */
const KNOWN = Object.keys(PROBLEM_TRAITS) as ProblemCode[];
