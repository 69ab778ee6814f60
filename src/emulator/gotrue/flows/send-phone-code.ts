import { codeHash, newCode, testCode, tooSoon } from "../model/one-time-code.ts";
import type { User } from "../model/user.ts";
import type { RequestFacts } from "../wire/answer.ts";
import { internal, tooMany } from "../wire/auth-error.ts";
import type { AuthWorld } from "../world.ts";

export type CodePurpose = "confirmation" | "phone_change" | "reauthentication";

/** Which columns keep a code of each purpose. */
const COLUMNS = {
  confirmation: { token: "confirmationToken", sentAt: "confirmationSentAt" },
  phone_change: { token: "phoneChangeToken", sentAt: "phoneChangeSentAt" },
  reauthentication: { token: "reauthenticationToken", sentAt: "reauthenticationSentAt" },
} as const;

interface PhoneCode {
  readonly user: User;
  readonly phone: string;
  readonly purpose: CodePurpose;
}

/**
 * Sends a code and notes it in the user's copy, which the caller commits (api/phone.go,
 * sendPhoneConfirmation). When the hook fails the copy is never written: there was no code.
 * Returns the message id, which only test codes have.
 */
export async function sendPhoneCode(
  world: AuthWorld,
  { user, phone, purpose }: PhoneCode,
  request: RequestFacts,
): Promise<string> {
  const { settings, random, now } = world;
  const columns = COLUMNS[purpose];
  if (purpose === "phone_change") user.newPhone = phone;
  const refusal = tooSoon(user[columns.sentAt], settings.smsMaxFrequencyMs, now());
  if (refusal) throw tooMany("over_sms_send_rate_limit", refusal);
  const fixed = testCode(settings, phone, now());
  const otp = fixed ?? newCode(random, settings.smsOtpLength);
  if (fixed === undefined) {
    // Autoconfirmation lifts the limit, although some codes are still sent (#1810).
    if (!settings.smsAutoconfirm && !world.smsLimit.allow()) {
      throw tooMany("over_sms_send_rate_limit", "SMS rate limit exceeded");
    }
    if (!world.sendHook) throw internal("Unable to get SMS provider");
    await world.sendHook({ user, phone, otp, mfa: false, ip: request.ip }, request.signal);
  }
  user[columns.token] = codeHash(phone, otp);
  user[columns.sentAt] = now();
  return fixed === undefined ? "" : "test-otp";
}
