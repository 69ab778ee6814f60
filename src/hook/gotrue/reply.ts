import { type HookFailure, isUnsigned, type SignedFailure } from "../failure.ts";
import type { AnswerStyle } from "./answer-style.ts";
import { reasonOf, REASONS } from "./reasons.ts";
import { type Language, TEXTS, waitPhrase } from "./texts.ts";

export interface Reply {
  status: number;
  body: string;
}

/** What every release takes for a success, as `application/json` with the status 200: an object. */
export const SUCCESS = {};

export function replyTo(failure: HookFailure, style: AnswerStyle, language: Language): Reply {
  if (isUnsigned(failure)) {
    return failure.reason === "request_refused"
      ? plain(failure.status, failure.cause)
      : plain(401, "signature_invalid");
  }
  const reason = reasonOf(failure);
  const { httpCode, codedStatus } = REASONS[reason];
  const text = TEXTS[reason][language](waitPhrase(language, retryAfterSeconds(failure)));
  return { status: style === "envelope" ? 200 : codedStatus, body: envelope(httpCode, `${reason}: ${text}`) };
}

/** Requests that Auth did not sign get no reason, no language and no detail. */
const plain = (status: number, cause: string): Reply => ({ status, body: envelope(status, cause) });

const envelope = (httpCode: number, message: string): string =>
  JSON.stringify({ error: { http_code: httpCode, message } });

function retryAfterSeconds(failure: SignedFailure): number | undefined {
  if (failure.reason === "rate_limited") return failure.retryAfterSeconds;
  return failure.reason === "rejected" ? failure.outcome.retryAfterSeconds : undefined;
}
