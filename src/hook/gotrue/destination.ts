import { err, ok, type Result } from "../result.ts";
import type { SendSmsRequest } from "./parse-payload.ts";

/**
 * The number that the code must go to. Since Auth 2.180 the payload says it; before, only what real
 * servers' requests prove is taken. Anything else is refused: an abandoned change of number looks like a
 * new one, and its `new_phone` may be a stranger's. Never read from `user_metadata` or `identity_data`,
 * which the app's client writes.
 */
export function destinationOf({ smsPhone, mfa, user }: SendSmsRequest): Result<string, "ambiguous"> {
  if (smsPhone !== undefined) return ok(smsPhone);
  if (mfa) {
    const [only, ...others] = user.phoneFactors;
    return only !== undefined && others.length === 0 ? ok(only) : err("ambiguous");
  }
  if (user.newPhone === undefined) return ok(user.phone);
  if (user.phone === "") return ok(user.newPhone);
  // Every finished send stamps `phone_change_sent_at`; a new password, the one thing that clears it and
  // keeps `new_phone`, clears `confirmation_sent_at` too (supabase/auth internal/models/user.go).
  if (!user.phoneChangeSent && user.confirmationSent) return ok(user.newPhone);
  return err("ambiguous");
}
