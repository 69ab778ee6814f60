import type { ProblemCode } from "./problem-codes.ts";

/**
 * Auth's fixed texts, for errors that arrive without a code: 2.158's OAuth form of `/token`, every HTTP
 * 500 in auth-js, and any gateway that does not expose `X-Supabase-Api-Version` to the browser. Each is
 * the start of a text, as recorded from 2.158–2.196 (supabase/auth `internal/api`).
 */
const STARTS: readonly (readonly [start: string, problem: ProblemCode])[] = [
  ["Token has expired or is invalid", "otp_expired"],
  ["Invalid login credentials", "invalid_credentials"],
  ["Phone not confirmed", "phone_not_confirmed"],
  ["User already registered", "user_already_exists"],
  ["A user with this phone number has already", "phone_exists"],
  ["User is banned", "user_banned"],
  ["Password should ", "weak_password"],
  ["Password is known to be weak", "weak_password"],
  ["Password cannot be longer than 72", "password_too_long"],
  ["Signup requires a valid password", "password_missing"],
  ["Invalid phone number format", "phone_invalid"],
  ["Signups not allowed for otp", "otp_disabled"],
  ["Signups not allowed for this instance", "signup_disabled"],
  ["New password should be different", "same_password"],
  ["Current password required", "current_password_required"],
  ["Password update requires reauthentication", "reauthentication_needed"],
  ["Nonce has expired or is invalid", "reauthentication_not_valid"],
  ["Phone signups are disabled", "phone_provider_disabled"],
  ["Phone logins are disabled", "phone_provider_disabled"],
  ["Unsupported phone provider", "phone_provider_disabled"],
  ["For security purposes, you can only request this", "over_sms_send_rate_limit"],
  ["SMS rate limit exceeded", "over_sms_send_rate_limit"],
  ["Request rate limit reached", "over_request_rate_limit"],
  ["captcha protection: ", "captcha_failed"],
  ["Invalid MFA Phone code entered", "mfa_verification_failed"],
  ["MFA challenge ", "mfa_challenge_expired"],
  ["Challenge and verify IP addresses mismatch", "mfa_ip_address_mismatch"],
  ["A factor with the friendly name", "mfa_factor_name_conflict"],
  ["A verified phone factor already exists", "mfa_verified_factor_exists"],
  ["Factor not found", "mfa_factor_not_found"],
  ["MFA enroll is disabled for Phone", "mfa_phone_disabled"],
  ["MFA verification is disabled for Phone", "mfa_phone_disabled"],
  ["Auth session missing", "session_missing"],
  ["Session from session_id claim", "session_missing"],
  ["This endpoint requires a ", "session_missing"],
  ["Invalid Refresh Token", "session_missing"],
  ["refresh_token required", "session_missing"],
  ["Refresh token is not valid", "session_missing"],
  ["invalid claim: ", "session_missing"],
  ["invalid JWT: ", "session_missing"],
  ["Failed to reach hook ", "hook_timeout"],
  ["Error running hook URI", "sms_not_sent"],
  ["error invoking hook", "sms_not_sent"],
  ["Error invoking ", "sms_not_sent"],
  ["Error unmarshaling ", "sms_not_sent"],
  ["Error sending sms", "sms_not_sent"],
  ["Error sending confirmation sms", "sms_not_sent"],
  ["Error sending phone change otp", "sms_not_sent"],
  ["Service currently unavailable due to hook", "sms_not_sent"],
  ["Invalid payload sent to hook", "sms_not_sent"],
  ["Hook requires authorization token", "sms_not_sent"],
  ["Unexpected status code returned from hook", "sms_not_sent"],
  ["Payload size exceeded size limit", "sms_not_sent"],
  ["Invalid Content-Type: ", "sms_not_sent"],
  ["Invalid JSON response. Received content-type", "sms_not_sent"],
  // 2.158's /resend hides everything behind this, the once-a-minute rule included (recorded).
  ["Unable to process request", "sms_resend_failed"],
];

export function problemOfAuthMessage(message: string): ProblemCode | undefined {
  return STARTS.find(([start]) => message.startsWith(start))?.[1];
}
