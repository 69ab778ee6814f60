import type { SmsApi } from "../sms/route.ts";
import { mayStillArrive, type SendOutcome } from "../sms/sms-sender.ts";
import type { Counter } from "./limits.ts";
import type { RequestRecord } from "./request-record.ts";

export interface ClaimRequest {
  /** The request's identity, the same on every attempt of Auth and bound to its number and code. */
  key: string;
  counters: readonly Counter[];
  record: RequestRecord;
}

/** How a claimed request ended, and by which route; none where there was no time for a send. */
export interface Settlement {
  outcome: SendOutcome;
  route?: { api: SmsApi; sign: string | undefined; template: string | undefined };
  /** What the provider took, in ms. */
  sendMs?: number;
}

export type ClaimVerdict =
  /** `observed`: why the guard would have refused it, were it not only to observe. */
  | { status: "claimed"; observed?: string }
  | { status: "duplicate"; outcome: SendOutcome | "in_flight" }
  /** `rule` as configured, such as `per_number 5/1h`. */
  | { status: "limited"; rule: string; retryAfterSeconds: number }
  /**
   * The operator has paused sending or blocked this block of numbers, `reason` is what they wrote; or the guard has
   * closed what the request comes from or goes to.
   */
  | {
    status: "closed";
    control: "paused" | "blocked";
    by?: "guard";
    reason: string;
    /** What the operator blocked: a country's two letters, or a prefix. */
    subject?: string;
    until?: string;
  };

/**
 * Who may send. A claim is atomic across every process that shares the ledger: one request is claimed once,
 * and a window never admits more than its count. A window opens with its first claim and closes
 * `windowSeconds` later, by the ledger's own clock (docs/adr/0008). What counts is a keyed hash: a ledger
 * never sees a number.
 *
 * Every call is over when its signal aborts: it rejects where the ledger was not reached by then. An adapter whose
 * sockets may not hear of a signal is put behind `createBoundedLedger`.
 */
export interface Ledger {
  /** @param options `withinMs`: when the signal will abort; a claim that takes longer had better not be made */
  claim(
    request: ClaimRequest,
    options: { signal: AbortSignal; withinMs?: number },
  ): Promise<ClaimVerdict>;
  /** A read that locks nothing. @returns the outcome, or undefined where the request was never claimed */
  outcomeOf(key: string, options: { signal: AbortSignal }): Promise<KnownOutcome | undefined>;
  /**
   * Keeps the outcome for later attempts; the first one stays. A rejection gives the windows back, except one whose
   * SMS may still arrive.
   */
  settle(key: string, settlement: Settlement, options: { signal: AbortSignal }): Promise<void>;
  /**
   * Ends a claim whose verdict was not heard, be it made, still to be made or never: with what became of the request,
   * or, where nothing did, as if it had not been claimed. Somebody else's claim of the request stays as it is. A
   * ledger that is always heard has none.
   */
  settleUnheard?(
    request: ClaimRequest,
    settlement: Settlement | undefined,
    options: { signal: AbortSignal },
  ): Promise<void>;
}

/** `withdrawn`: it was claimed by one that has not sent and never will; whoever waits for that one may claim it. */
export type KnownOutcome = SendOutcome | "in_flight" | "withdrawn";

/** A signed request can be replayed for five minutes after its timestamp, which may be five minutes ahead. */
export const KEEP_OUTCOME_SECONDS = 600;

export const givesBack = (outcome: SendOutcome): boolean =>
  outcome.status === "rejected" && !mayStillArrive(outcome.category);
