import { createHash } from "node:crypto";
import type { Random } from "../random.ts";
import type { AuthSettings } from "../settings.ts";
import type { Instant } from "./user.ts";

/** Leading zeros count. */
export function newCode(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.below(10)).join("");
}

/** A code is bound to the number that it was sent to (crypto.GenerateTokenHash). */
export function codeHash(phone: string, code: string): string {
  return createHash("sha224").update(phone + code).digest("hex");
}

interface Sent {
  readonly hash: string;
  readonly sentAt: Instant;
}

export function isValidCode(given: string, sent: Sent, expSeconds: number, now: number): boolean {
  if (sent.hash === "" || sent.sentAt === null) return false;
  return now <= sent.sentAt + expSeconds * 1000 && given === sent.hash;
}

/** The fixed code of a number in GOTRUE_SMS_TEST_OTP. */
export function testCode(settings: AuthSettings, phone: string, now: number): string | undefined {
  if (settings.smsTestOtpValidUntil !== undefined && now > settings.smsTestOtpValidUntil) return undefined;
  return settings.smsTestOtp[phone];
}

/** The refusal's text when a code was sent `sentAt` and the next one may follow `everyMs` later; else undefined. */
export function tooSoon(sentAt: Instant, everyMs: number, now: number): string | undefined {
  if (sentAt === null || sentAt + everyMs < now) return undefined;
  const seconds = Math.trunc((sentAt + everyMs - now) / 1000);
  return `For security purposes, you can only request this after ${seconds} seconds.`;
}
