import type { PhoneNumber } from "./phone-number.ts";
import type { Route } from "./route.ts";

export interface SmsMessage {
  phone: PhoneNumber;
  /** The one-time password as Auth made it: digits, leading zeros kept. */
  otp: string;
  route: Route;
  /** Echoed by the provider in receipts; never personal data. */
  outId: string;
  /** BCP 47 tag of the user, where known: chooses the text where there is no template. */
  locale: string | undefined;
}

/**
 * Who is to act on a rejection, and why another route may be tried or not (`NEXT_ROUTE_MAY_HELP` decides it):
 * - `recipient_*`, `rate_limited`: the user's; another route would not help.
 * - `restricted`: the number or the content, for the provider has one code for both; certainly not sent, and the
 *   next route has another signature and another template.
 * - `misconfigured`, `internal`, `provider_unavailable`: certainly not sent, the next route may be tried.
 * - `throttled`: the account's rate; refused before it was processed, the same route may be tried again, then the next.
 * - `provider_failed`: an error after submission; the SMS may still arrive, so no other route.
 * - `unknown_code`: no document has the code, so it may have been given after submission; treated alike.
 */
export type RejectionCategory =
  | "recipient_invalid"
  | "recipient_not_allowed"
  | "rate_limited"
  | "restricted"
  | "misconfigured"
  | "internal"
  | "provider_unavailable"
  | "throttled"
  | "provider_failed"
  | "unknown_code";

/** Whether the SMS may arrive although the provider rejected it: no other route, and its windows stay counted. */
export const mayStillArrive = (category: RejectionCategory): boolean =>
  category === "provider_failed" || category === "unknown_code";

/** What the log may show of the provider's answer; never its message, which can echo the code. */
export interface ProviderTrace {
  requestId?: string;
  httpStatus?: number;
}

export type SendOutcome =
  & (
    | { status: "accepted"; receiptId: string }
    | { status: "rejected"; category: RejectionCategory; code: string; retryAfterSeconds?: number }
    | { status: "unconfirmed"; cause: string }
  )
  & { trace?: ProviderTrace };

/** @returns the outcome as a value; a sender never throws for anything the provider or the network does. */
export interface SmsSender {
  send(message: SmsMessage, options: { signal: AbortSignal }): Promise<SendOutcome>;
}
