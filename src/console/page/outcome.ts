import type { TracedRequest } from "../wire.ts";
import type { App } from "./app.ts";
import { closedText } from "./closed-text.ts";

type Ended = Pick<
  TracedRequest,
  "status" | "reason" | "delivered" | "delivery_ms" | "delivery_code" | "verified_at"
>;

/** How a request ended, in a few words. */
export function outcomeText(app: Pick<App, "texts" | "formats">, request: Ended): string {
  const texts = app.texts().requests.outcome;
  const reason = request.reason ?? app.texts().unknown;
  switch (request.status) {
    case "in_flight":
      return texts.in_flight;
    case "rejected":
      return texts.rejected(reason);
    case "limited":
      return texts.limited(reason);
    case "closed":
      return texts.closed(closedText(app, reason));
    case "accepted":
    case "unconfirmed":
      if (request.verified_at !== null) return texts.used;
      if (request.delivered === true) return texts.delivered(app.formats().ms(request.delivery_ms));
      if (request.delivered === false) return texts.undelivered(request.delivery_code ?? app.texts().unknown);
      return request.status === "accepted" ? texts.accepted : texts.unconfirmed(reason);
    // The ledger may be of a later release.
    default:
      return [request.status, request.reason].filter(Boolean).join(": ");
  }
}

export type Step = "ok" | "bad" | "wait" | "open" | "none";

/** Where it passed on its way from Auth to the phone. */
export function stepsOf(
  request: Ended,
): { readonly hook: Step; readonly provider: Step; readonly phone: Step } {
  const arrived = request.delivered === true || request.verified_at !== null;
  const phone: Step = arrived ? "ok" : request.delivered === false ? "bad" : "open";
  switch (request.status) {
    case "limited":
    case "closed":
      return { hook: "bad", provider: "none", phone: "none" };
    case "in_flight":
      return { hook: "ok", provider: "wait", phone: "none" };
    case "rejected":
      return { hook: "ok", provider: "bad", phone: arrived ? "ok" : "none" };
    case "accepted":
      return { hook: "ok", provider: "ok", phone };
    case "unconfirmed":
      return { hook: "ok", provider: arrived ? "ok" : "open", phone };
    default:
      return { hook: "open", provider: "open", phone };
  }
}
