import { deadlineOf } from "./budget.ts";
import type { Config } from "./config/config.ts";
import type { HookFailure } from "./failure.ts";
import type { SendSmsRequest } from "./gotrue/parse-payload.ts";
import { requestKey } from "./gotrue/request-key.ts";
import { type ClaimOnce, createClaimOnce } from "./ledger/claim-once.ts";
import { countersOf } from "./ledger/limits.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { err, ok, type Result } from "./result.ts";
import type { Runtime } from "./runtime/runtime.ts";
import type { Seen } from "./seen.ts";
import type { PhoneNumber } from "./sms/phone-number.ts";
import type { Route } from "./sms/route.ts";
import { sendByRoutes } from "./sms/send-by-routes.ts";
import type { SendOutcome, SmsSender } from "./sms/sms-sender.ts";

export interface Order {
  raw: string;
  request: SendSmsRequest;
  /** `webhook-timestamp`, Unix seconds. */
  signedAtSeconds: number;
  phone: PhoneNumber;
  routes: readonly Route[];
}
export type Deliver = (order: Order, seen: Seen) => Promise<Result<void, HookFailure>>;

/** The stateful and paid half: claim once, send, keep the outcome. */
export function createDeliver(
  { config, ledger, sender, runtime }: {
    config: Config;
    ledger: Ledger;
    sender: SmsSender;
    runtime: Runtime;
  },
): Deliver {
  const claimOnce: ClaimOnce = createClaimOnce({ ledger, runtime, onLedgerDown: config.onLedgerDown });

  async function send(order: Order, seen: Seen, deadline: number, signal: AbortSignal): Promise<SendOutcome> {
    const { request, phone, routes } = order;
    const message = { phone, otp: request.otp, outId: seen.key ?? "", locale: request.user.locale };
    try {
      seen.attempts = await sendByRoutes(message, routes, sender, { runtime, deadline, signal });
    } catch (error) {
      seen.bug = error instanceof Error ? error.name : typeof error;
      return { status: "rejected", category: "internal", code: "sender_threw" };
    }
    return seen.attempts.at(-1)?.outcome ??
      { status: "rejected", category: "provider_unavailable", code: "budget_spent" };
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
    const key = seen.key = await requestKey(order.raw, order.request);
    const deadline = deadlineOf({
      arrivedAt: seen.arrivedAt,
      firstAttemptAt: order.request.metadata?.timeMs,
      signedAtSeconds: order.signedAtSeconds,
    });
    const signal = runtime.timeout(Math.max(0, deadline - runtime.now()));
    const counters = countersOf(config.limits, order.phone, order.request.metadata?.ipAddress);

    const claim = await claimOnce({ key, counters }, { deadline, signal });
    if (claim.status === "limited") {
      return err({ reason: "rate_limited", rule: claim.rule, retryAfterSeconds: claim.retryAfterSeconds });
    }
    if (claim.status === "ledger_down") return err({ reason: "ledger_down" });
    if (claim.status === "duplicate") {
      seen.duplicate = true;
      return conclude(claim.outcome, seen);
    }

    seen.sendingFrom = runtime.now();
    const outcome = await send(order, seen, deadline, signal);
    seen.sentAt = runtime.now();
    // Book-keeping after a send never changes the answer.
    if (claim.status === "claimed") await ledger.settle(key, outcome).catch(() => seen.unsettled = true);
    return conclude(outcome, seen);
  };
}
