import { readText } from "../read-text.ts";
import { withOwnSignal } from "../runtime/own-signal.ts";
import type { CallResult, SignedForm } from "./rpc-call.ts";

/** The provider's own answers have some hundred bytes; what a broken proxy sends must not fill the memory. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Carries a signed form under the caller's deadline and says what can be known of its fate. */
export function postForm(
  fetch: typeof globalThis.fetch,
  { url, headers, form }: SignedForm & { url: string },
  signal: AbortSignal,
): Promise<CallResult> {
  return withOwnSignal(signal, async (own) => {
    let response: Response;
    try {
      // A redirect would carry the form, and with it the code, to another host.
      response = await fetch(url, { method: "POST", headers, body: form, signal: own, redirect: "manual" });
    } catch (error) {
      if (signal.aborted) return { status: "no_answer", cause: "timeout" };
      if (isForbidden(error)) return { status: "not_connected", cause: "net_not_allowed" };
      return neverConnected(error)
        ? { status: "not_connected", cause: "not_connected" }
        : { status: "no_answer", cause: "connection lost" };
    }
    return await readResponse(response, signal);
  });
}

async function readResponse(response: Response, signal: AbortSignal): Promise<CallResult> {
  let text: string | undefined;
  try {
    text = await readText(response, MAX_ANSWER_BYTES);
    if (text === undefined) await response.body?.cancel();
  } catch {
    if (signal.aborted) return { status: "no_answer", cause: "timeout" };
  }
  const body = parseObject(text ?? "");
  return body
    ? { status: "answered", httpStatus: response.status, body }
    : { status: "unreadable", httpStatus: response.status };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // Any non-null, non-array object has string keys.
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined;
  }
}

/** Deno was started without `--allow-net` for this address. */
const isForbidden = (error: unknown): boolean => error instanceof Error && error.name === "NotCapable";

/** Codes of Node's sockets and of undici that come before the first byte is written. */
const CONNECT_CODES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_ALTNAME_INVALID|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_HAS_EXPIRED|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/;

/** hyper's kind covers DNS, TCP and TLS; some ports are blocked by the Fetch standard. */
const CONNECT_MESSAGE = /client error \(Connect\)|Requests to port \d+ are blocked|^bad port$/;

/** Deno says it in the message of the error (2.1.4) or of its cause (2.9), Node in the cause. */
function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const cause: unknown = error.cause;
  if ([error, cause].some((one) => one instanceof Error && CONNECT_MESSAGE.test(one.message))) return true;
  // Node tries every address of a name and reports them together.
  const causes = cause instanceof AggregateError ? cause.errors : [cause];
  return causes.length > 0 && causes.every((one) => CONNECT_CODES.test(codeOf(one)));
}

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
