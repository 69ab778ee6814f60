import { type Actor, REASONS } from "./reasons.ts";

/** The input to mark: the number, the one-time code, the password, or the name of a second factor. */
export type Field = "phone" | "code" | "password" | "name";

interface Trait {
  readonly actor: Actor;
  readonly field?: Field;
}

const phone = { actor: "user", field: "phone" } as const;
const code = { actor: "user", field: "code" } as const;
const password = { actor: "user", field: "password" } as const;
const user = { actor: "user" } as const;
const operator = { actor: "operator" } as const;

/**
 * Everything that can go wrong, by a name that an app may switch on. The first group is the hook's, the
 * second keeps Auth's names (https://supabase.com/docs/guides/auth/debugging/error-codes), the third
 * names what Auth leaves unnamed.
 */
export const PROBLEM_TRAITS = {
  ...REASONS,
  sms_recipient_not_allowed: phone,
  sms_recipient_invalid: phone,

  over_sms_send_rate_limit: user,
  over_request_rate_limit: user,
  otp_expired: code,
  otp_disabled: phone,
  invalid_credentials: password,
  phone_not_confirmed: phone,
  phone_exists: phone,
  user_already_exists: phone,
  user_banned: operator,
  weak_password: password,
  same_password: password,
  current_password_required: password,
  current_password_invalid: password,
  reauthentication_needed: user,
  reauthentication_not_valid: code,
  phone_provider_disabled: operator,
  signup_disabled: operator,
  captcha_failed: user,
  hook_timeout: { actor: "provider" },
  insufficient_aal: user,
  mfa_verification_failed: code,
  mfa_verification_rejected: user,
  mfa_challenge_expired: code,
  mfa_ip_address_mismatch: user,
  mfa_factor_name_conflict: { actor: "user", field: "name" },
  mfa_factor_not_found: user,
  mfa_verified_factor_exists: phone,
  mfa_phone_disabled: operator,
  too_many_enrolled_mfa_factors: user,

  sms_not_sent: operator,
  sms_resend_failed: user,
  signup_sent_no_code: phone,
  phone_change_not_pending: phone,
  phone_missing: phone,
  phone_invalid: phone,
  phone_country_missing: phone,
  phone_country_unclear: phone,
  phone_country_not_offered: phone,
  code_missing: code,
  code_invalid: code,
  password_missing: password,
  password_too_long: password,
  session_missing: user,
  network_unreachable: user,
  server_unavailable: { actor: "provider" },
  unknown: { actor: "project" },
} as const satisfies Record<string, Trait>;

export type ProblemCode = keyof typeof PROBLEM_TRAITS;

export function traitOf(problem: ProblemCode): Trait {
  return PROBLEM_TRAITS[problem];
}
