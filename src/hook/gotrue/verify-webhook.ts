import { Webhook } from "standardwebhooks";
import { err, ok, type Result } from "../result.ts";

export interface WebhookHeaders {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
}
export type VerifyWebhook = (raw: string, headers: WebhookHeaders) => Result<void, string>;

/**
 * Accepts what any one of the secrets signed within five minutes, so that a secret can be rotated
 * (old → both → new) without a failed request. Auth joins its signatures by ", " and the library splits
 * them at spaces (https://www.standardwebhooks.com); the text is verified as received, never re-serialised.
 */
export function createVerifyWebhook(secrets: readonly string[]): VerifyWebhook {
  // A bad secret throws here, at start; config.ts has refused it with a better text before.
  const webhooks = secrets.map((secret) => new Webhook(secret));

  return function verifyWebhook(raw, { id, timestamp, signature }) {
    // Auth without configured secrets sends the signature header empty.
    if (!id || !timestamp || !signature) return err("webhook headers are missing or empty");
    const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
    let cause = "";
    for (const webhook of webhooks) {
      try {
        webhook.verify(raw, headers, { jsonParse: false });
        return ok(undefined);
      } catch (error) {
        cause = causeOf(error);
      }
    }
    return err(cause);
  };
}

/** The library's fixed sentences; anything else it throws may hold bytes of the request. */
function causeOf(error: unknown): string {
  const text = error instanceof Error ? error.message : "";
  if (text.startsWith("Message timestamp")) return "timestamp is more than 5 minutes off";
  return text === "No matching signature found" ? "no secret matches the signature" : "headers are malformed";
}
