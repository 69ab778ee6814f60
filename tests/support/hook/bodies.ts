import { randomInt, randomUUID } from "node:crypto";
import { type RecordedRelease, recordingOf } from "./recordings.ts";

export interface BodyChanges {
  /** Digits without the plus sign. */
  phone?: string;
  otp?: string;
  locale?: string;
  ipAddress?: string;
  /** How long ago Auth's first attempt began. */
  ageMs?: number;
}

export const randomMainland = (): string => `8613${randomInt(100_000_000, 1_000_000_000)}`;
export const randomCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");

/** A recorded sign-up as a new request: another number, another code, another identity. */
export function signupBody(release: RecordedRelease = "v2.196.0", changes: BodyChanges = {}): string {
  const body = JSON.parse(recordingOf(release, "signup").body);
  const { phone = randomMainland(), otp = randomCode(), locale, ipAddress, ageMs = 0 } = changes;
  body.user.id = randomUUID();
  body.user.phone = phone;
  body.sms.otp = otp;
  if ("phone" in body.sms) body.sms.phone = phone;
  if (locale !== undefined) body.user.user_metadata.locale = locale;
  if (body.metadata) {
    body.metadata.uuid = randomUUID();
    body.metadata.time = new Date(Date.now() - ageMs).toISOString();
    if (ipAddress !== undefined) body.metadata.ip_address = ipAddress;
  }
  return JSON.stringify(body);
}
