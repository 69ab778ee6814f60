import type { ReleaseProfile } from "../release-profile.ts";
import { AuthError, internal, unprocessable } from "../wire/auth-error.ts";

/** Everything that can go wrong between Auth and its hook. */
export type HookFailure =
  | { readonly kind: "reported"; readonly httpCode: number; readonly message: string }
  | { readonly kind: "no_json" }
  | { readonly kind: "body_lost" }
  | { readonly kind: "over_size" }
  | { readonly kind: "content_type"; readonly fault: string }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "retries_over" }
  | { readonly kind: "deadline" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "unsigned"; readonly fault: string };

/** Auth reads no more of an answer than this (hookshttp.go, payloadLimit). */
export const ANSWER_LIMIT_BYTES = 200 * 1024;

/** What the app is told. Only an error that the hook reported itself passes through every release. */
export function errorOf(failure: HookFailure, profile: ReleaseProfile, uri: string): AuthError {
  if (failure.kind === "reported") return new AuthError(failure.httpCode || 500, "", failure.message);
  if (profile.hookJsonReadBy === "caller" && isUnread(failure, profile)) {
    return internal("Error unmarshaling Send SMS output.");
  }
  return profile.hookFailure === "named" ? named(failure, uri) : hookUri(uri);
}

function isUnread(failure: HookFailure, profile: ReleaseProfile): boolean {
  if (failure.kind === "retries_over") return profile.hookRetriesEndIn === "an-empty-answer";
  return failure.kind === "no_json";
}

const hookUri = (uri: string) => internal(`Error running hook URI: ${uri}`);

/** The texts of 2.174 and later (hookshttp.go, v0hooks/manager.go). */
function named(failure: Exclude<HookFailure, { kind: "reported" }>, uri: string): AuthError {
  switch (failure.kind) {
    case "no_json":
      return internal("Error unmarshaling JSON output.");
    case "body_lost":
      // The one failure that is no HTTPError, and so the one that still shows the address.
      return hookUri(uri);
    case "over_size":
      return unprocessable(
        "hook_payload_over_size_limit",
        `Payload size exceeded size limit of ${ANSWER_LIMIT_BYTES} bytes`,
      );
    case "content_type":
      return new AuthError(400, "hook_payload_invalid_content_type", failure.fault);
    case "status":
      return internal(statusText(failure.status));
    case "retries_over":
      return internal("Service currently unavailable due to hook");
    case "deadline":
      return unprocessable("hook_timeout", "Failed to reach hook within maximum time of 5.000000 seconds");
    case "unreachable":
      return unprocessable("hook_timeout_after_retry", "Failed to reach hook after maximum retries");
    case "unsigned":
      return internal(`Error generating signatures: ${failure.fault}`);
  }
}

function statusText(status: number): string {
  if (status === 400) return "Invalid payload sent to hook";
  if (status === 401) return "Hook requires authorization token";
  if (status === 429 || status === 503) return "Service currently unavailable due to hook";
  return `Unexpected status code returned from hook: ${status}`;
}
