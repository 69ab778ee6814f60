import { cleanValue } from "../../hook/config/clean-value.ts";
import type { Config } from "../../hook/config/config.ts";
import type { Env } from "../../hook/config/variables.ts";
import { type Finding, finding } from "./finding.ts";

const LENGTH = ["GOTRUE_SMS_OTP_LENGTH", "GOTRUE_MFA_PHONE_OTP_LENGTH"];
const EXPIRY = "GOTRUE_SMS_OTP_EXP";
const FREQUENCY = "GOTRUE_SMS_MAX_FREQUENCY";

/** Auth's own variables, where they stand beside the function's, as in self-hosting; Auth tells none of them itself. */
export function checkAuthsVariables(
  env: Env,
  config: Config,
  promisedMinutes: number | undefined,
): Finding[] {
  const seconds = Number(cleanValue(env[EXPIRY]) ?? NaN);
  const frequency = secondsOf(cleanValue(env[FREQUENCY]));
  const needsShort = config.routes.some(({ api }) => api !== "globe");
  return [
    ...LENGTH.flatMap((name) => {
      const length = Number(cleanValue(env[name]) ?? NaN);
      return needsShort && length > 6 && length <= 10 ? [finding("otp_too_long", name, { length })] : [];
    }),
    ...promisedMinutes !== undefined && seconds > 0 && seconds < promisedMinutes * 60
      ? [
        finding("otp_expires_early", EXPIRY, {
          seconds,
          minutes: promisedMinutes,
          wanted: promisedMinutes * 60,
        }),
      ]
      : [],
    ...frequency !== undefined && frequency < 60 ? [finding("otp_too_frequent", FREQUENCY)] : [],
  ];
}

/** A duration of Go: `60s`, `1m30s`. */
function secondsOf(text: string | undefined): number | undefined {
  const parts = [...(text ?? "").matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0) return undefined;
  const unit: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  return parts.reduce((sum, [, count, name]) => sum + Number(count) * (unit[name ?? ""] ?? 0), 0);
}
