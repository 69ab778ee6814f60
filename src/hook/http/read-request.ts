import type { HookFailure } from "../failure.ts";
import type { WebhookHeaders } from "../gotrue/verify-webhook.ts";
import { readText } from "../read-text.ts";
import { err, ok, type Result } from "../result.ts";

/** Auth's own requests are a few kilobytes; its cap on a hook's payload is this (hookshttp: 200 KiB). */
const MAX_BODY_BYTES = 200 * 1024;

export interface SignedRequest {
  /** The body as received: the signature is over these bytes. */
  raw: string;
  headers: WebhookHeaders;
}

/** Refuses what cannot be a request of Auth before any work is done on it. */
export async function readRequest(request: Request): Promise<Result<SignedRequest, HookFailure>> {
  const { headers, method } = request;
  if (method !== "POST") return refuse(405, "the hook is called with POST");
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse(415, "the content type must be application/json");
  const id = headers.get("webhook-id") ?? undefined;
  const timestamp = headers.get("webhook-timestamp") ?? undefined;
  const signature = headers.get("webhook-signature") ?? undefined;
  if (!id || !timestamp || !signature) {
    return err({ reason: "signature_invalid", cause: "webhook headers are missing or empty" });
  }
  let raw: string | undefined;
  try {
    raw = await readText(request, MAX_BODY_BYTES);
  } catch {
    // Nobody has signed it: a sender that hangs up is no bug of ours.
    return refuse(408, "the body did not arrive whole");
  }
  if (raw === undefined) return refuse(413, `the body must not be larger than ${MAX_BODY_BYTES} bytes`);
  return ok({ raw, headers: { id, timestamp, signature } });
}

const refuse = (status: 405 | 408 | 413 | 415, cause: string) =>
  err({ reason: "request_refused" as const, status, cause });
