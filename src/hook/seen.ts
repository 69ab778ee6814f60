import type { SendSmsRequest } from "./gotrue/parse-payload.ts";
import type { HookFailure } from "./failure.ts";
import type { Result } from "./result.ts";
import type { SendSmsFlow } from "./sms/flow.ts";
import type { PhoneNumber } from "./sms/phone-number.ts";
import type { Attempt } from "./sms/send-by-routes.ts";
import type { SendOutcome } from "./sms/sms-sender.ts";

/** What became known of a request on its way through the pipeline. Times are Unix ms. */
export interface Seen {
  arrivedAt: number;
  request?: SendSmsRequest;
  phone?: PhoneNumber;
  flow?: SendSmsFlow;
  key?: string;
  attempts?: readonly Attempt[] | undefined;
  outcome?: SendOutcome;
  duplicate?: boolean;
  sendingFrom?: number;
  sentAt?: number;
  /** Why the ledger could not be asked; a word of `ledger/down-cause.ts`. */
  ledgerDown?: string;
  /** Why the guard would have refused it, were it not only to observe. */
  observed?: string;
  /** How far our clock is ahead of Auth's, in ms. */
  clockAheadMs?: number;
  /** The class of an exception; its message may hold anything. */
  bug?: string;
}

/**
 * Hears of every request once its answer is decided: the log, and whatever else is to know. It never throws and
 * never changes the answer.
 * @param answeredAt Unix time in ms
 */
export type Observe = (seen: Seen, result: Result<void, HookFailure>, answeredAt: number) => void;
