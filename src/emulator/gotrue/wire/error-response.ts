import { AuthError } from "./auth-error.ts";
import { goJson } from "./go-json.ts";

export interface PlainAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

interface Caller {
  /** The request's X-Supabase-Api-Version. */
  readonly apiVersion: string | undefined;
  readonly requestId: string;
}

/** The one place where a refusal becomes an answer (api/errors.go, HandleResponseError). */
export function errorAnswer(
  error: AuthError,
  caller: Caller,
  profile: { errorCodeHeader: boolean },
): PlainAnswer {
  const modern = isModern(caller.apiVersion);
  const headers: { [name: string]: string } = { "content-type": "application/json" };
  if (modern) headers["x-supabase-api-version"] = "2024-01-01";
  if (error.form === "oauth") return { status: 400, headers, body: goJson(oauthBody(error)) };
  // A weak password carries its code only in the body of the newer form.
  if (profile.errorCodeHeader && error.code && !(modern && error.weakPasswordReasons)) {
    headers["x-sb-error-code"] = error.code;
  }
  const status = wireStatus(error.status);
  if (status === undefined) return panicked(headers, modern);
  return { status, headers, body: goJson(modern ? modernBody(error) : initialBody(error, caller)) };
}

/** Anything but a date from 2024 on means the first version (api/apiversions.go). */
function isModern(version: string | undefined): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(version ?? "") && (version ?? "") >= "2024-01-01";
}

function oauthBody({ code, message }: AuthError) {
  return { error: code, ...(message ? { error_description: message } : {}) };
}

const codeOf = ({ code, status }: AuthError) => code || (status === 500 ? "unexpected_failure" : "unknown");
const weakness = (
  { weakPasswordReasons: reasons }: AuthError,
) => (reasons ? { weak_password: { reasons } } : {});

function modernBody(error: AuthError) {
  return { code: codeOf(error), message: error.message, ...weakness(error) };
}

function initialBody(error: AuthError, { requestId }: Caller) {
  const id = error.status >= 500 ? { error_id: requestId } : {};
  return { code: error.status, error_code: codeOf(error), msg: error.message, ...id, ...weakness(error) };
}

/**
 * A hook may name any number as http_code. Go's server sends 1xx as interim answers and 200 at the end,
 * and panics on what is no status at all.
 */
function wireStatus(status: number): number | undefined {
  if (status < 100 || status > 999) return undefined;
  return status < 200 ? 200 : status;
}

function panicked(headers: { [name: string]: string }, modern: boolean): PlainAnswer {
  const text = new AuthError(500, "", "Internal Server Error");
  const body = modern ? modernBody(text) : initialBody(text, { apiVersion: undefined, requestId: "" });
  return { status: 500, headers, body: goJson(body) };
}
