import type { PhoneProblem } from "./sms/phone-number.ts";
import type { RecipientRefusal } from "./sms/decide.ts";
import type { SendOutcome } from "./sms/sms-sender.ts";

/** What Auth did not sign gets no reason, no language and no detail. */
export type UnsignedFailure =
  | { reason: "request_refused"; status: 400 | 404 | 405 | 408 | 413 | 415; cause: string }
  | { reason: "signature_invalid"; cause: string };

/** Every way in which a signed request ends without an accepted SMS; the arms carry what the log needs. */
export type SignedFailure =
  | { reason: "payload_invalid"; cause: string }
  | { reason: "destination_ambiguous" }
  | { reason: "recipient_invalid"; cause: PhoneProblem }
  | { reason: "recipient_not_allowed"; cause: RecipientRefusal }
  | { reason: "recipient_not_allowed"; cause: "blocked_by_guard"; control: string }
  /** `control`: what the operator wrote; `subject`: what they blocked, a country or a prefix. */
  | { reason: "recipient_not_allowed"; cause: "blocked_by_operator"; control: string; subject?: string }
  /** `control`: what the operator wrote who paused it in the ledger; none where a variable says so. */
  | { reason: "sending_disabled"; control?: string }
  | { reason: "no_route" }
  | { reason: "code_unsendable"; codeLength: number }
  | { reason: "rate_limited"; rule: string; retryAfterSeconds: number }
  /** `cause`: a SQLSTATE or another word of `ledger/down-cause.ts`. */
  | { reason: "ledger_down"; cause: string }
  | { reason: "rejected"; outcome: Extract<SendOutcome, { status: "rejected" }> }
  | { reason: "unconfirmed"; cause: string }
  | { reason: "bug"; cause: string };

export type HookFailure = UnsignedFailure | SignedFailure;

export const isUnsigned = (failure: HookFailure): failure is UnsignedFailure =>
  failure.reason === "request_refused" || failure.reason === "signature_invalid";
