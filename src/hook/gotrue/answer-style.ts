import type { SendSmsRequest } from "./parse-payload.ts";

/** `envelope`: 200 with an `error` inside; `coded`: a status of our own that carries the reason. */
export type AnswerStyle = "envelope" | "coded";

/** Auth's release as [major, minor], from `GOTRUE_VERSION`. */
export type AuthVersion = readonly [major: number, minor: number];

/**
 * How a failure must be answered to be heard. Auth ≥ 2.187 reads the envelope; 2.174–2.186 take it for a
 * success, so they get a status; 2.150–2.173 read it too, but look like 2.174, so `GOTRUE_VERSION` has to
 * say so. What the payload proves wins over what was configured: an envelope to the wrong release is a
 * false success (supabase/auth 26e23f05, c6757494, 3ca1e88d; recorded in tests/fixtures/auth/answers).
 */
export function answerStyle(
  request: Pick<SendSmsRequest, "metadata" | "smsPhone"> | undefined,
  version: AuthVersion | undefined,
): AnswerStyle {
  if (request?.metadata) return "envelope";
  if (version === undefined) return "coded";
  const [major, minor] = version;
  if (major !== 2) return "coded";
  if (minor >= 187) return request ? "coded" : "envelope";
  // `sms.phone` came with 2.180, whatever the variable says.
  return minor >= 150 && minor <= 173 && request?.smsPhone === undefined ? "envelope" : "coded";
}
