import type { UnsignedFailure } from "../failure.ts";
import type { SignedRequest } from "../gotrue/signed-request.ts";
import { signaturesIn } from "../gotrue/verify-webhook.ts";
import { readText } from "../read-text.ts";
import { err, ok, type Result } from "../result.ts";
import { within } from "../runtime/within.ts";

/**
 * Auth's requests have no cap of its own (its 200 KiB is for the answer), and `user_metadata` is in them twice: a
 * picture in there must lock nobody out. An Edge Function holds some of this size at once in its 150 to 256 MB.
 */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
const TOO_LARGE =
  `the body must not be larger than ${MAX_BODY_BYTES} bytes; Auth sends user_metadata twice, and a ` +
  "picture in it may be what is too large";
/** Auth has sent a request whole long before; who has not by then keeps a connection and sends nothing. */
const SLOWEST_BODY_MS = 3_000;
/** As the standard's library has it (https://www.standardwebhooks.com). */
const TOLERANCE_SECONDS = 300;

/** Refuses what cannot be a request of Auth before its body is read, and reads no body for ever. */
export async function readRequest(
  request: Request,
  { now, timeout }: { now: () => number; timeout: (ms: number) => AbortSignal },
): Promise<Result<SignedRequest, UnsignedFailure>> {
  const { headers, method } = request;
  if (method !== "POST") return refuse(405, "the hook is called with POST");
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse(415, "the content type must be application/json");
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  const signature = headers.get("webhook-signature");
  // Auth without configured secrets sends the signature empty.
  if (!id || !timestamp || !signature) return unsigned("webhook headers are missing or empty");
  const signatures = signaturesIn(signature);
  const signedAtSeconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  if (Number.isNaN(signedAtSeconds) || signatures.length === 0) return unsigned("headers are malformed");
  if (Math.abs(Math.floor(now() / 1000) - signedAtSeconds) > TOLERANCE_SECONDS) {
    return unsigned("timestamp is more than 5 minutes off");
  }
  let raw: string | undefined;
  try {
    raw = await within(timeout(SLOWEST_BODY_MS), () => readText(request, MAX_BODY_BYTES));
  } catch {
    // Nobody has signed it: a sender that hangs up or dawdles is no bug of ours.
    return refuse(408, "the body did not arrive whole");
  }
  if (raw === undefined) return refuse(413, TOO_LARGE);
  return ok({ raw, id, timestamp, signatures, signedAtSeconds });
}

const refuse = (status: 405 | 408 | 413 | 415, cause: string) =>
  err({ reason: "request_refused" as const, status, cause });
const unsigned = (cause: string) => err({ reason: "signature_invalid" as const, cause });
