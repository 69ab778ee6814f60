import * as z from "zod/mini";

const httpUrl = z.url({ protocol: /^https?$/ });

/** What the page needs to know of its server. `local` describes the emulators; `null` is a real project. */
export const demoConfigSchema = z.object({
  supabaseUrl: httpUrl,
  /** A publishable key, or an older project's anon key: both are made to be public. */
  publishableKey: z.string().check(z.minLength(1)),
  local: z.nullable(z.object({
    /** The release of Auth that the emulator behaves as: `2.186`. */
    release: z.string(),
    hookUrl: httpUrl,
    inboxUrl: httpUrl,
  })),
  /** As the hook's `SMS_ALLOWED_COUNTRIES`, which is `CN` unless it is set: `["CN", "HK"]` or `["*"]`. */
  countries: z.optional(z.array(z.string())),
  /** Auth's `GOTRUE_SMS_OTP_LENGTH`. */
  codeLength: z.optional(z.int().check(z.minimum(6), z.maximum(10))),
  /** Auth's `GOTRUE_PASSWORD_MIN_LENGTH`: Auth tells it only to those who have failed. */
  passwordMinLength: z.optional(z.int().check(z.minimum(6), z.maximum(72))),
  /** What people have to agree to before they sign in. Without either the page does not ask. */
  termsUrl: z.optional(httpUrl),
  privacyUrl: z.optional(httpUrl),
});

export type DemoConfig = z.infer<typeof demoConfigSchema>;
