import type { ProblemCode } from "./problem-codes.ts";
import { waitPhrase } from "./wait.ts";

/** What a sentence may depend on. */
export interface Details {
  /** The wait, where the server named one. */
  readonly seconds?: number;
  /** The fewest characters of a password, where the server named it. */
  readonly count?: number;
  /** Auth's reasons against a password: `length`, `characters`, `pwned`. */
  readonly reasons: readonly string[];
  /** How a number should look, where its country is known: `+44` and `+44 7400123456`. */
  readonly country?: string;
  readonly example?: string;
  /** The country codes that the app takes, where they are few: `+86`. */
  readonly offered?: readonly string[];
}

export type ProblemTexts = Readonly<Record<ProblemCode, string | ((details: Details) => string)>>;

export const ENGLISH: ProblemTexts = {
  sms_recipient_not_allowed:
    "This service does not send codes to this number or its country. Use another number.",
  sms_recipient_invalid: "This phone number is not valid. Check it and try again.",
  sms_rate_limited: ({ seconds }) => `Too many codes were requested. Try again ${waitPhrase("en", seconds)}.`,
  sms_destination_ambiguous:
    "No code can be sent for this account, and trying again will not help. Contact support.",
  sms_sending_disabled: "No codes are being sent at the moment. Try again later, or contact support.",
  sms_misconfigured:
    "The code could not be sent. The problem is on our side: try again later, or contact support.",
  sms_provider_unavailable: "The SMS service is not available at the moment. Try again in a few minutes.",
  sms_internal:
    "The code could not be sent. The problem is on our side: try again later, or contact support.",

  over_sms_send_rate_limit: ({ seconds }) =>
    seconds === undefined
      ? "This service has sent too many codes. Try again later."
      : `A code was requested just now. Try again ${waitPhrase("en", seconds)}.`,
  over_request_rate_limit: ({ seconds }) => `Too many attempts. Try again ${waitPhrase("en", seconds)}.`,
  otp_expired: "The code is wrong or has expired. Check it, or request a new one.",
  otp_disabled: "No account can sign in with this phone number. Check it, or sign up first.",
  invalid_credentials: "The phone number or the password is wrong.",
  phone_not_confirmed: "This phone number is not confirmed yet. Request a code to confirm it.",
  phone_exists: "Another account already uses this phone number.",
  user_already_exists: "This phone number is already registered. Sign in instead.",
  user_banned: "This account is blocked. Contact support.",
  weak_password: ({ reasons, count }) => {
    if (reasons.includes("pwned")) return "This password is known from a data leak. Choose another one.";
    if (reasons.includes("length") && count !== undefined) return `Use at least ${count} characters.`;
    if (reasons.includes("characters")) return "Use upper and lower case letters, digits and symbols.";
    return "This password is too easy to guess. Choose a longer one.";
  },
  same_password: "The new password has to differ from the old one.",
  current_password_required: "Enter your current password as well.",
  current_password_invalid: "The current password is wrong.",
  reauthentication_needed: "Confirm that it is you: request a code, then change the password.",
  reauthentication_not_valid: "The code is wrong or has expired. Check it, or request a new one.",
  phone_provider_disabled: "This service does not offer sign-in by phone.",
  signup_disabled: "This service does not accept new accounts at the moment.",
  captcha_failed: "The check that you are not a robot did not pass. Try again.",
  hook_timeout:
    "The code could not be sent in time. If one arrives anyway, it may not work: request a new one.",
  insufficient_aal: "Confirm with your second factor first.",
  mfa_verification_failed: "The code is wrong. Check it, or request a new one.",
  mfa_verification_rejected: "This attempt was refused. Sign in again.",
  mfa_challenge_expired: "The code has expired. Request a new one.",
  mfa_ip_address_mismatch: "Your network has changed since the code was sent. Request a new one.",
  mfa_factor_name_conflict: "You already use this name for a second factor. Choose another name.",
  mfa_factor_not_found: "This second factor does not exist any more.",
  mfa_verified_factor_exists: "A phone is already your second factor. Remove it before you add another one.",
  mfa_phone_disabled: "This service does not offer a phone as second factor.",
  too_many_enrolled_mfa_factors: "You have too many second factors. Remove one first.",

  sms_not_sent:
    "The code could not be sent. If one arrives anyway, it may not work. Try again in a few minutes; if that " +
    "fails too, contact support.",
  sms_resend_failed: "No new code was sent. Wait a minute, then try again.",
  signup_sent_no_code: "No code was sent. If you already have an account, sign in instead.",
  phone_change_not_pending: "There is no change of phone number to confirm. Enter the new number again.",
  phone_missing: "Enter your phone number.",
  phone_invalid: ({ country, example }) =>
    example === undefined
      ? "This phone number is not valid. Check it and try again."
      : `This is not a ${country} mobile number. Check it and the country code, or write it like ${example}.`,
  phone_country_missing: "Write the number with + and the country code, for example +86 138 0013 8000.",
  phone_country_unclear: ({ example = "+86 138 0013 8000" }) =>
    `This number can be read in more than one way. Write it with + and the country code, like ${example}.`,
  phone_country_not_offered: ({ offered }) =>
    offered === undefined
      ? "Numbers of this country cannot be used here. Use a number of another country."
      : `Only ${offered.join(", ")} numbers can be used here.`,
  code_missing: "Enter the code from the SMS.",
  code_invalid: "The code consists of digits only, ten at most. Check the SMS.",
  password_missing: "Enter a password.",
  password_too_long: "This password is too long. Use at most 72 characters.",
  session_missing: "Your session has ended. Sign in again.",
  network_unreachable: "The server cannot be reached. Check your connection and try again.",
  server_unavailable: "The server could not complete this. Try again in a few minutes.",
  unknown: "This did not work. Try again, or contact support.",
};
