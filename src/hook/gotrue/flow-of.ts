import type { SendSmsFlow } from "../sms/flow.ts";
import type { SendSmsRequest } from "./parse-payload.ts";

/** What the user is doing. No field says it; a reauthentication cannot be told from a sign-in. */
export function flowOf({ mfa, user }: SendSmsRequest, destination: string): SendSmsFlow {
  if (mfa) return "mfa";
  if (destination === user.newPhone && destination !== user.phone) return "phone_change";
  return user.phoneConfirmed ? "signin" : "signup";
}
