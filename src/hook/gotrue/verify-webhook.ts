import { Webhook } from "standardwebhooks";
import { err, ok, type Result } from "../result.ts";
import { createMayBeSigned, isLarge } from "./large-body.ts";
import type { SignedParts } from "./signed-request.ts";

export type VerifyWebhook = (
  request: SignedParts,
) => Result<void, string> | Promise<Result<void, string>>;

/**
 * Accepts what any one of the secrets signed within five minutes, so that a secret can be rotated
 * (old → both → new) without a failed request. Auth joins its signatures by ", " and the library splits
 * them at spaces (https://www.standardwebhooks.com); the text is verified as received, never re-serialised.
 */
export function createVerifyWebhook(secrets: readonly string[]): VerifyWebhook {
  // A bad secret throws here, at start; config.ts has refused it with a better text before.
  const webhooks = secrets.map((secret) => new Webhook(secret));

  const mayBeSigned = createMayBeSigned(secrets);

  function verify({ raw, id, timestamp, signature }: SignedParts): Result<void, string> {
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
  }

  async function verifyLarge(request: SignedParts): Promise<Result<void, string>> {
    return await mayBeSigned(request) ? verify(request) : err(NO_MATCH);
  }

  // Small ones at once: a promise for each would cost more than it is worth.
  return (request) => isLarge(request.raw) ? verifyLarge(request) : verify(request);
}

const NO_MATCH = "no secret matches the signature";

/** The library's fixed sentences; anything else it throws may hold bytes of the request. */
function causeOf(error: unknown): string {
  const text = error instanceof Error ? error.message : "";
  if (text.startsWith("Message timestamp")) return "timestamp is more than 5 minutes off";
  return text === "No matching signature found" ? NO_MATCH : "headers are malformed";
}
