import { MIN_SEND_MS } from "../budget.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Route } from "./route.ts";
import type { RejectionCategory, SendOutcome, SmsMessage, SmsSender } from "./sms-sender.ts";

export interface Attempt {
  route: Route;
  outcome: SendOutcome;
}

/** Throttling means "not executed", so one second try, shortly after and with a new nonce, is safe. */
const SECOND_TRY_AFTER_MS = 200;

/** Rejections that are not the user's alone and certainly sent nothing. */
const NEXT_ROUTE_MAY_HELP: Readonly<Record<RejectionCategory, boolean>> = {
  restricted: true,
  misconfigured: true,
  internal: true,
  provider_unavailable: true,
  throttled: true,
  // It would be refused the same number.
  recipient_invalid: false,
  recipient_not_allowed: false,
  rate_limited: false,
  // The SMS may still arrive; another route would send and charge it twice.
  provider_failed: false,
  unknown_code: false,
};

/**
 * Tries the routes in their order until one settles the matter, inside the budget.
 * @returns every attempt, the last one decides; none where there was no time for a send
 */
export async function sendByRoutes(
  message: Omit<SmsMessage, "route">,
  routes: readonly Route[],
  sender: SmsSender,
  { runtime, deadline, signal }: { runtime: Runtime; deadline: number; signal: AbortSignal },
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const hasTime = () => deadline - runtime.now() >= MIN_SEND_MS;

  for (const route of routes) {
    if (!hasTime()) break;
    let outcome = await sender.send({ ...message, route }, { signal });
    attempts.push({ route, outcome });
    if (isRejected(outcome, "throttled")) {
      await runtime.sleep(SECOND_TRY_AFTER_MS);
      if (!hasTime()) break;
      outcome = await sender.send({ ...message, route }, { signal });
      attempts.push({ route, outcome });
    }
    if (outcome.status !== "rejected" || !NEXT_ROUTE_MAY_HELP[outcome.category]) break;
  }
  return attempts;
}

const isRejected = (outcome: SendOutcome, category: RejectionCategory): boolean =>
  outcome.status === "rejected" && outcome.category === category;
