import { isBefore, parseRelease, type Release } from "./release.ts";

/** Everything in which one release of Auth differs from another, as far as phones are concerned. */
export interface ReleaseProfile {
  /** On which answers the hook's Content-Type is looked at. */
  readonly hookContentType: "of-every-answer" | "of-a-success";
  /** What a 204 needs to be a success. */
  readonly hookNoContent: "a-json-body" | "no-content-type" | "nothing";
  /** Who reads the hook's JSON: the caller (its own text) or the dispatcher (whose errors may be wrapped). */
  readonly hookJsonReadBy: "caller" | "dispatcher";
  /** After three 429 or 503 with Retry-After: an empty answer, or an error. */
  readonly hookRetriesEndIn: "an-empty-answer" | "an-error";
  /** Whether the app is told what went wrong, or only the hook's address. */
  readonly hookFailure: "named" | "the-hook-uri";
  /** `{error}` in a 200: a typed field, not looked at, or looked at and ignored when it is malformed. */
  readonly hookErrorObject: "typed" | "ignored" | "lenient";
  readonly payloadSmsPhone: boolean;
  readonly payloadMetadata: boolean;
  /** `/resend` answers every failure to send with one text. */
  readonly resendHidesFailures: boolean;
  readonly errorCodeHeader: boolean;
  /** The form of an error of `/token`. */
  readonly passwordErrors: "oauth" | "coded";
  readonly refreshErrors: "oauth" | "coded";
  readonly malformedRefreshToken: "oauth" | "coded";
  readonly refreshToken: "base64url-22" | "base32-12";
  /** `weak_password` of a password sign-in whose password is strong. */
  readonly strongPassword: "left-out" | "null";
  readonly bearerText: string;
  readonly amrOrder: "oldest-first" | "newest-first";
  /** Unenrolling a phone factor also forgets that the session was verified with it. */
  readonly unenrollForgetsMethod: boolean;
  readonly enrollShowsTotp: boolean;
  /** A confirmed e-mail address is also marked in `user_metadata`. */
  readonly marksEmailVerified: boolean;
  readonly aal2ToChangeCredentials: boolean;
  readonly settingsSnapchat: boolean;
  readonly settingsPasskeys: boolean;
  readonly settingsSamlNextKey: boolean;
}

/** v2.158.1 (recorded). */
const OLDEST: ReleaseProfile = {
  hookContentType: "of-every-answer",
  hookNoContent: "a-json-body",
  hookJsonReadBy: "caller",
  hookRetriesEndIn: "an-empty-answer",
  hookFailure: "the-hook-uri",
  hookErrorObject: "typed",
  payloadSmsPhone: false,
  payloadMetadata: false,
  resendHidesFailures: true,
  errorCodeHeader: false,
  passwordErrors: "oauth",
  refreshErrors: "oauth",
  malformedRefreshToken: "oauth",
  refreshToken: "base64url-22",
  strongPassword: "left-out",
  bearerText: "This endpoint requires a Bearer token",
  amrOrder: "oldest-first",
  unenrollForgetsMethod: false,
  enrollShowsTotp: true,
  marksEmailVerified: false,
  aal2ToChangeCredentials: false,
  settingsSnapchat: false,
  settingsPasskeys: false,
  settingsSamlNextKey: false,
};

interface Change {
  readonly since: string;
  /** The upstream change, or MEASURED where its number is not known. */
  readonly source: string;
  readonly change: Partial<ReleaseProfile>;
}

/** The recorded REST cases were played to a server of every minor release from 2.158 to 2.196: it begins here. */
const MEASURED = "measured on every minor release";

const HISTORY: readonly Change[] = [
  { since: "2.159", source: "#1721 error codes of password login", change: { passwordErrors: "coded" } },
  { since: "2.159", source: "#1717 no TOTP in a phone enrolment", change: { enrollShowsTotp: false } },
  { since: "2.160", source: "#1748 limits before the SMS", change: { resendHidesFailures: false } },
  { since: "2.161", source: "#1765 x-sb-error-code", change: { errorCodeHeader: true } },
  { since: "2.161", source: "#1576 missing content type", change: { hookContentType: "of-a-success" } },
  { since: "2.161", source: "#1766 AAL to update a user", change: { aal2ToChangeCredentials: true } },
  { since: "2.164", source: "#1824 error codes of the refresh flow", change: { refreshErrors: "coded" } },
  { since: "2.166", source: "#1868 email_verified on confirmation", change: { marksEmailVerified: true } },
  { since: "2.171", source: "#1918 sign-in with Solana", change: { refreshToken: "base32-12" } },
  {
    since: "2.172",
    source: "hooks/hookhttp: the dispatcher reads the JSON, an untyped 204 is fine, retries end in an error",
    change: { hookNoContent: "no-content-type", hookJsonReadBy: "dispatcher", hookRetriesEndIn: "an-error" },
  },
  {
    since: "2.174",
    source: "#2025: failures keep their text, and {error} is no longer looked at",
    change: { hookFailure: "named", hookErrorObject: "ignored" },
  },
  { since: "2.174", source: "#2033 the amr claim", change: { amrOrder: "newest-first" } },
  { since: "2.177", source: "#2071 Snapchat", change: { settingsSnapchat: true } },
  { since: "2.179", source: "#2128 content type of a 204", change: { hookNoContent: "nothing" } },
  { since: "2.179", source: MEASURED, change: { strongPassword: "null" } },
  {
    since: "2.179",
    source: MEASURED,
    change: { bearerText: "This endpoint requires a valid Bearer token" },
  },
  { since: "2.180", source: "#2160 sms.phone", change: { payloadSmsPhone: true } },
  {
    since: "2.181",
    source: "#2216 second form of refresh tokens",
    change: { malformedRefreshToken: "coded" },
  },
  { since: "2.187", source: "#2365 metadata", change: { payloadMetadata: true } },
  { since: "2.187", source: "#2380 errors of hooks", change: { hookErrorObject: "lenient" } },
  { since: "2.188", source: "settings.go: passkeys", change: { settingsPasskeys: true } },
  { since: "2.191", source: "#2575 SAML key rotation", change: { settingsSamlNextKey: true } },
  { since: "2.193", source: "#2615 AMR on downgrade", change: { unenrollForgetsMethod: true } },
];

export function profileOf(release: Release): ReleaseProfile {
  return HISTORY.filter(({ since }) => !isBefore(release, parseRelease(since)))
    .reduce((profile, { change }) => ({ ...profile, ...change }), OLDEST);
}
