import { mayStillArrive, type SendOutcome } from "../sms/sms-sender.ts";
import type { Counter } from "./limits.ts";

export interface ClaimRequest {
  /** The request's identity, the same on every attempt of Auth. */
  key: string;
  counters: readonly Counter[];
}

export type SettledOutcome = SendOutcome;

export type ClaimVerdict =
  | { status: "claimed" }
  | { status: "duplicate"; outcome: SettledOutcome | "in_flight" }
  /** `rule` as configured, such as `per_number 5/1h`. */
  | { status: "limited"; rule: string; retryAfterSeconds: number };

/**
 * Who may send. A claim is atomic across every process that shares the ledger: one request is claimed once,
 * and a window never admits more than its count. A window opens with its first claim and closes
 * `windowSeconds` later.
 */
export interface Ledger {
  /** @throws If the ledger cannot be reached before `signal` aborts. */
  claim(request: ClaimRequest, options: { signal: AbortSignal }): Promise<ClaimVerdict>;
  /**
   * Keeps the outcome for later attempts. A rejection gives the windows back, except one whose SMS
   * may still arrive.
   */
  settle(key: string, outcome: SettledOutcome): Promise<void>;
}

/** A signed request can be replayed for five minutes after its timestamp, which may be five minutes ahead. */
export const KEEP_OUTCOME_SECONDS = 600;

export const givesBack = (outcome: SettledOutcome): boolean =>
  outcome.status === "rejected" && !mayStillArrive(outcome.category);
