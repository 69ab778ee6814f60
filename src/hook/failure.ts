import type { PhoneProblem } from "./sms/phone-number.ts";
import type { RecipientRefusal } from "./policy/decide.ts";
import type { SendOutcome } from "./sms/sms-sender.ts";

/** Every way in which a send request ends without an accepted SMS; the arms carry what the log needs. */
export type HookFailure =
  | { reason: "request_refused"; status: 400 | 404 | 405 | 408 | 413 | 415; cause: string }
  | { reason: "signature_invalid"; cause: string }
  | { reason: "payload_invalid"; cause: string }
  | { reason: "destination_ambiguous" }
  | { reason: "recipient_invalid"; cause: PhoneProblem }
  | { reason: "recipient_not_allowed"; cause: RecipientRefusal }
  | { reason: "sending_disabled" }
  | { reason: "no_route" }
  | { reason: "code_unsendable"; codeLength: number }
  | { reason: "rate_limited"; rule: string; retryAfterSeconds: number }
  | { reason: "ledger_down" }
  | { reason: "rejected"; outcome: Extract<SendOutcome, { status: "rejected" }> }
  | { reason: "unconfirmed"; cause: string }
  | { reason: "bug"; cause: string };
