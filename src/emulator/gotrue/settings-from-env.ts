import { z } from "zod";
import { type SmsQuota, smsQuota } from "./model/rate-limit.ts";
import { type AuthSettings, DEFAULT_SETTINGS as DEFAULT } from "./settings.ts";
import { goDurationMs } from "./wire/go-time.ts";

export type Env = { readonly [name: string]: string | undefined };

/** A variable that is missing or empty has its default; anything else must read as `parse` wants it. */
function variable<T>(fallback: T, expected: string, parse: (text: string) => T | undefined) {
  return z.string().optional().transform((text, context) => {
    if (text === undefined || text === "") return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue(`expected ${expected}`);
    return z.NEVER;
  });
}

const BOOLEANS: { readonly [text: string]: boolean } = Object.fromEntries([
  ...["1", "t", "T", "TRUE", "true", "True"].map((word) => [word, true]),
  ...["0", "f", "F", "FALSE", "false", "False"].map((word) => [word, false]),
]);
const flag = (fallback: boolean) => variable(fallback, "true or false", (text) => BOOLEANS[text]);
const count = (fallback: number) =>
  variable(fallback, "a whole number", (text) => (/^\d+$/.test(text) ? Number(text) : undefined));
const duration = (fallbackMs: number) => variable(fallbackMs, "a duration such as 60s", goDurationMs);
const text = (fallback: string) => variable(fallback, "text", (value) => value);
const quota = (fallback: SmsQuota) => variable(fallback, "30 or 30/1h", smsQuota);

const variables = z.object({
  GOTRUE_JWT_SECRET: text(DEFAULT.jwtSecret),
  GOTRUE_JWT_EXP: count(DEFAULT.jwtExpSeconds),
  GOTRUE_JWT_ISSUER: text(DEFAULT.jwtIssuer),
  GOTRUE_JWT_AUD: text(DEFAULT.jwtAud),
  GOTRUE_JWT_DEFAULT_GROUP_NAME: text(DEFAULT.jwtDefaultRole),
  GOTRUE_JWT_ADMIN_ROLES: variable(DEFAULT.jwtAdminRoles, "roles", (value) => value.split(",")),
  GOTRUE_EXTERNAL_PHONE_ENABLED: flag(DEFAULT.externalPhoneEnabled),
  GOTRUE_EXTERNAL_EMAIL_ENABLED: flag(DEFAULT.externalEmailEnabled),
  GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED: flag(DEFAULT.externalAnonymousUsersEnabled),
  GOTRUE_DISABLE_SIGNUP: flag(DEFAULT.disableSignup),
  GOTRUE_MAILER_AUTOCONFIRM: flag(DEFAULT.mailerAutoconfirm),
  GOTRUE_PASSWORD_MIN_LENGTH: count(DEFAULT.passwordMinLength),
  GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION: flag(
    DEFAULT.updatePasswordRequireReauthentication,
  ),
  GOTRUE_SMS_PROVIDER: text(DEFAULT.smsProvider),
  GOTRUE_SMS_AUTOCONFIRM: flag(DEFAULT.smsAutoconfirm),
  GOTRUE_SMS_MAX_FREQUENCY: duration(DEFAULT.smsMaxFrequencyMs),
  GOTRUE_SMS_OTP_EXP: count(DEFAULT.smsOtpExpSeconds),
  GOTRUE_SMS_OTP_LENGTH: count(DEFAULT.smsOtpLength),
  GOTRUE_SMS_TEST_OTP: variable(DEFAULT.smsTestOtp, "number:code,number:code", testCodes),
  GOTRUE_SMS_TEST_OTP_VALID_UNTIL: variable(DEFAULT.smsTestOtpValidUntil, "an RFC 3339 time", pointInTime),
  GOTRUE_RATE_LIMIT_SMS_SENT: quota(DEFAULT.rateLimitSmsSent),
  GOTRUE_MFA_PHONE_ENROLL_ENABLED: flag(DEFAULT.mfaPhoneEnrollEnabled),
  GOTRUE_MFA_PHONE_VERIFY_ENABLED: flag(DEFAULT.mfaPhoneVerifyEnabled),
  GOTRUE_MFA_PHONE_MAX_FREQUENCY: duration(DEFAULT.mfaPhoneMaxFrequencyMs),
  GOTRUE_MFA_PHONE_OTP_LENGTH: count(DEFAULT.mfaPhoneOtpLength),
});

/** `+` and spaces of a number are dropped (configuration.go, since 2.151). */
function testCodes(value: string): { [phone: string]: string } | undefined {
  const pairs = value.split(",").map((pair) => pair.split(":"));
  if (pairs.some((pair) => pair.length !== 2)) return undefined;
  return Object.fromEntries(
    pairs.map(([phone = "", code = ""]) => [phone.replace(/[+ ]/g, ""), code.trim()]),
  );
}

function pointInTime(value: string): number | undefined {
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Auth's variables → settings; every problem is in one error. */
export function settingsFromEnv(env: Env): AuthSettings {
  const result = variables.safeParse(env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Cannot read Auth's configuration: ${problems.join("; ")}`);
  }
  return toSettings(result.data);
}

function toSettings(read: z.output<typeof variables>): AuthSettings {
  return {
    jwtSecret: read.GOTRUE_JWT_SECRET,
    jwtExpSeconds: read.GOTRUE_JWT_EXP,
    jwtIssuer: read.GOTRUE_JWT_ISSUER,
    jwtAud: read.GOTRUE_JWT_AUD,
    jwtDefaultRole: read.GOTRUE_JWT_DEFAULT_GROUP_NAME,
    jwtAdminRoles: read.GOTRUE_JWT_ADMIN_ROLES,
    externalPhoneEnabled: read.GOTRUE_EXTERNAL_PHONE_ENABLED,
    externalEmailEnabled: read.GOTRUE_EXTERNAL_EMAIL_ENABLED,
    externalAnonymousUsersEnabled: read.GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED,
    disableSignup: read.GOTRUE_DISABLE_SIGNUP,
    mailerAutoconfirm: read.GOTRUE_MAILER_AUTOCONFIRM,
    // Auth raises a shorter minimum, and puts an odd code length back to six digits.
    passwordMinLength: Math.max(read.GOTRUE_PASSWORD_MIN_LENGTH, DEFAULT.passwordMinLength),
    updatePasswordRequireReauthentication: read.GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION,
    smsProvider: read.GOTRUE_SMS_PROVIDER,
    smsAutoconfirm: read.GOTRUE_SMS_AUTOCONFIRM,
    smsMaxFrequencyMs: read.GOTRUE_SMS_MAX_FREQUENCY || DEFAULT.smsMaxFrequencyMs,
    smsOtpExpSeconds: read.GOTRUE_SMS_OTP_EXP || DEFAULT.smsOtpExpSeconds,
    smsOtpLength: sixToTen(read.GOTRUE_SMS_OTP_LENGTH),
    smsTestOtp: read.GOTRUE_SMS_TEST_OTP,
    smsTestOtpValidUntil: read.GOTRUE_SMS_TEST_OTP_VALID_UNTIL,
    rateLimitSmsSent: read.GOTRUE_RATE_LIMIT_SMS_SENT,
    mfaPhoneEnrollEnabled: read.GOTRUE_MFA_PHONE_ENROLL_ENABLED,
    mfaPhoneVerifyEnabled: read.GOTRUE_MFA_PHONE_VERIFY_ENABLED,
    mfaPhoneMaxFrequencyMs: read.GOTRUE_MFA_PHONE_MAX_FREQUENCY || DEFAULT.mfaPhoneMaxFrequencyMs,
    mfaPhoneOtpLength: sixToTen(read.GOTRUE_MFA_PHONE_OTP_LENGTH),
  };
}

const sixToTen = (length: number) => (length < 6 || length > 10 ? 6 : length);
