import type { SmsQuota } from "./model/rate-limit.ts";

/** The part of Auth's configuration that its phone flows read (internal/conf/configuration.go). */
export interface AuthSettings {
  readonly jwtSecret: string;
  readonly jwtExpSeconds: number;
  readonly jwtIssuer: string;
  readonly jwtAud: string;
  readonly jwtDefaultRole: string;
  readonly jwtAdminRoles: readonly string[];
  readonly externalPhoneEnabled: boolean;
  readonly externalEmailEnabled: boolean;
  readonly externalAnonymousUsersEnabled: boolean;
  readonly disableSignup: boolean;
  readonly mailerAutoconfirm: boolean;
  readonly passwordMinLength: number;
  readonly updatePasswordRequireReauthentication: boolean;
  readonly smsProvider: string;
  readonly smsAutoconfirm: boolean;
  readonly smsMaxFrequencyMs: number;
  readonly smsOtpExpSeconds: number;
  readonly smsOtpLength: number;
  /** Number without `+` → its fixed code. */
  readonly smsTestOtp: { readonly [phone: string]: string };
  /** Milliseconds since 1970; undefined is for ever. */
  readonly smsTestOtpValidUntil: number | undefined;
  readonly rateLimitSmsSent: SmsQuota;
  readonly mfaPhoneEnrollEnabled: boolean;
  readonly mfaPhoneVerifyEnabled: boolean;
  readonly mfaPhoneMaxFrequencyMs: number;
  readonly mfaPhoneOtpLength: number;
}

/** Auth has no default secret; this is the well-known one of local Supabase, good for nothing else. */
export const LOCAL_JWT_SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";

/** Auth's own defaults. Phone sign-in is off, as it is there. */
export const DEFAULT_SETTINGS: AuthSettings = {
  jwtSecret: LOCAL_JWT_SECRET,
  jwtExpSeconds: 3600,
  jwtIssuer: "",
  jwtAud: "authenticated",
  jwtDefaultRole: "authenticated",
  jwtAdminRoles: ["service_role", "supabase_admin"],
  externalPhoneEnabled: false,
  externalEmailEnabled: true,
  externalAnonymousUsersEnabled: false,
  disableSignup: false,
  mailerAutoconfirm: false,
  passwordMinLength: 6,
  updatePasswordRequireReauthentication: false,
  smsProvider: "",
  smsAutoconfirm: false,
  smsMaxFrequencyMs: 60_000,
  smsOtpExpSeconds: 60,
  smsOtpLength: 6,
  smsTestOtp: {},
  smsTestOtpValidUntil: undefined,
  rateLimitSmsSent: { events: 30, perMs: 3_600_000, refill: "window" },
  mfaPhoneEnrollEnabled: false,
  mfaPhoneVerifyEnabled: false,
  mfaPhoneMaxFrequencyMs: 60_000,
  mfaPhoneOtpLength: 6,
};
