import { userJson } from "../model/user-json.ts";
import type { User } from "../model/user.ts";
import type { ReleaseProfile } from "../release-profile.ts";
import { goJson } from "../wire/go-json.ts";
import { goTime } from "../wire/go-time.ts";

export interface SmsToSend {
  readonly user: User;
  readonly phone: string;
  readonly otp: string;
  readonly mfa: boolean;
  /** The app's address, or "". */
  readonly ip: string;
}

/** The body of the hook's request: made once per invocation, the same bytes on every attempt. */
export function hookPayload(
  profile: ReleaseProfile,
  { user, phone, otp, mfa, ip }: SmsToSend,
  invocation: { uuid: string; at: number },
): string {
  const metadata = {
    uuid: invocation.uuid,
    time: goTime(invocation.at),
    name: "send-sms",
    ...(ip ? { ip_address: ip } : {}),
  };
  return goJson({
    ...(profile.payloadMetadata ? { metadata } : {}),
    user: userJson(user),
    sms: {
      otp,
      ...(mfa ? { sms_type: "mfa" } : {}),
      ...(profile.payloadSmsPhone ? { phone } : {}),
    },
  });
}
