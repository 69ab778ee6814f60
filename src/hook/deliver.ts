import { clockAheadMs, deadlineOf } from "./budget.ts";
import type { Config } from "./config/config.ts";
import type { HookFailure } from "./failure.ts";
import type { SendSmsRequest } from "./gotrue/parse-payload.ts";
import { requestKey } from "./gotrue/request-key.ts";
import { type ClaimResult, createClaimOnce } from "./ledger/claim-once.ts";
import { createKeptEnds } from "./ledger/kept-ends.ts";
import type { KeyedHash } from "./ledger/keyed-hash.ts";
import type { Ledger, Settlement } from "./ledger/ledger.ts";
import { countersOf } from "./ledger/limits.ts";
import { recordOf } from "./ledger/request-record.ts";
import { createSettleWithin } from "./ledger/settle-within.ts";
import type { Log } from "./log/log.ts";
import { unsettledEntry } from "./log/unsettled-entry.ts";
import { err, ok, type Result } from "./result.ts";
import type { Runtime } from "./runtime/runtime.ts";
import type { Seen } from "./seen.ts";
import type { SendSmsFlow } from "./sms/flow.ts";
import type { PhoneNumber } from "./sms/phone-number.ts";
import type { Route } from "./sms/route.ts";
import { createSendCap } from "./sms/send-cap.ts";
import { sendByRoutes } from "./sms/send-by-routes.ts";
import type { SendOutcome, SmsSender } from "./sms/sms-sender.ts";

export interface Order {
  raw: string;
  request: SendSmsRequest;
  /** `webhook-timestamp`, Unix seconds. */
  signedAtSeconds: number;
  phone: PhoneNumber;
  flow: SendSmsFlow;
  /** Whether it goes to a second factor's number that Auth has verified. */
  verifiedFactor: boolean;
  routes: readonly Route[];
}
export type Deliver = (order: Order, seen: Seen) => Promise<Result<void, HookFailure>>;

export interface DeliverDeps {
  config: Config;
  ledger: Ledger;
  /** Asked in place of a ledger that is down, where sending then is preferred to refusing. */
  standIn: Ledger | undefined;
  keyedHash: KeyedHash;
  sender: SmsSender;
  log: Log;
  runtime: Runtime;
}

/** The stateful and paid half: claim once, send, keep the outcome. */
export function createDeliver(deps: DeliverDeps): Deliver {
  const { config, keyedHash, sender, log, runtime } = deps;
  const countsAddresses = config.limits.perIp.length > 0 ||
    (config.ledger === "postgres" && config.guard !== "off");
  const hashRequest = (body: string) => keyedHash("request", body);
  const sendCap = createSendCap(config.maxConcurrentSends);
  const keptEnds = createKeptEnds(runtime);
  const settleWithin = createSettleWithin({
    runtime,
    keptEnds,
    onUnsettled: (...what) => log(unsettledEntry(...what)),
  });
  const claimOnce = createClaimOnce({ ...deps, settleWithin, keptEnds });

  async function send(order: Order, seen: Seen, deadline: number): Promise<SendOutcome> {
    const { request, phone, routes } = order;
    const message = { phone, otp: request.otp, outId: seen.key ?? "", locale: request.user.locale };
    const signal = runtime.timeout(Math.max(0, deadline - runtime.now()));
    if (!sendCap.enter()) return unsent("busy");
    try {
      seen.attempts = await sendByRoutes(message, routes, sender, { runtime, deadline, signal });
    } catch (error) {
      seen.bug = error instanceof Error ? error.name : typeof error;
      // Nobody knows what had left by then.
      return { status: "rejected", category: "provider_failed", code: "sender_threw" };
    } finally {
      sendCap.leave();
    }
    return seen.attempts.at(-1)?.outcome ?? unsent("budget_spent");
  }

  /** Unconfirmed is a success unless configured otherwise: an error would kill a code that may have arrived. */
  function conclude(outcome: SendOutcome, seen: Seen): Result<void, HookFailure> {
    seen.outcome = outcome;
    if (outcome.status === "accepted") return ok(undefined);
    if (outcome.status === "rejected") return err({ reason: "rejected", outcome });
    return config.onUnconfirmed === "accept"
      ? ok(undefined)
      : err({ reason: "unconfirmed", cause: outcome.cause });
  }

  return async function deliver(order, seen) {
    const { request, phone, flow } = order;
    const key = seen.key = requestKey(order.raw, request, phone.digits, hashRequest);
    const attempt = {
      arrivedAt: seen.arrivedAt,
      firstAttemptAt: request.metadata?.timeMs,
      signedAtSeconds: order.signedAtSeconds,
    };
    const deadline = deadlineOf(attempt);
    seen.clockAheadMs = clockAheadMs(attempt);
    const ipAddress = countsAddresses ? request.metadata?.ipAddress : undefined;
    const { verifiedFactor } = order;
    const record = recordOf({ phone, flow, verifiedFactor, userId: request.user.id, ipAddress }, keyedHash);

    const claim = await claimOnce({ key, counters: countersOf(config.limits, record), record }, deadline);
    if (claim.ledgerDown !== undefined) seen.ledgerDown = claim.ledgerDown;
    if (claim.status === "limited") {
      return err({ reason: "rate_limited", rule: claim.rule, retryAfterSeconds: claim.retryAfterSeconds });
    }
    if (claim.status === "closed") return err(closedFailure(claim));
    if (claim.status === "ledger_down") return err({ reason: "ledger_down", cause: claim.cause });
    if (claim.status === "duplicate") {
      seen.duplicate = true;
      return conclude(claim.outcome, seen);
    }

    if (claim.observed !== undefined) seen.observed = claim.observed;
    const sendingFrom = seen.sendingFrom = runtime.now();
    const outcome = await send(order, seen, deadline);
    const sentAt = seen.sentAt = runtime.now();
    const settlement = settlementOf(outcome, seen, sentAt - sendingFrom);
    await settleWithin(key, (options) => claim.ledger.settle(key, settlement, options), deadline);
    return conclude(outcome, seen);
  };
}

const unsent = (code: string): SendOutcome => ({
  status: "rejected",
  category: "provider_unavailable",
  code,
});

function closedFailure(claim: Extract<ClaimResult, { status: "closed" }>): HookFailure {
  const { reason: control, subject } = claim;
  if (claim.control === "paused") return { reason: "sending_disabled", control };
  if (claim.by === "guard") return { reason: "recipient_not_allowed", cause: "blocked_by_guard", control };
  const blocked = { reason: "recipient_not_allowed", cause: "blocked_by_operator", control } as const;
  return subject === undefined ? blocked : { ...blocked, subject };
}

function settlementOf(outcome: SendOutcome, { attempts }: Seen, sendMs: number): Settlement {
  const route = attempts?.at(-1)?.route;
  if (route === undefined) return { outcome };
  const { api, sign, template } = route;
  return { outcome, route: { api, sign, template }, sendMs };
}
