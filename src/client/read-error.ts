/** What supabase-js, fetch or an app's own wrapper says about a failure, every field optional in fact. */
export interface SeenError {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  /** HTTP status; 0 is auth-js's sign for "no answer at all". */
  readonly status: number | undefined;
  /** auth-js's `AuthWeakPasswordError.reasons`. */
  readonly reasons: readonly string[];
}

/**
 * By shape and not by `instanceof`: a bundle may hold two copies of auth-js, and an error may have been
 * through `postMessage` or a server action. Raw bodies of Auth (`msg`, `error_code`) read alike.
 */
export function readError(error: unknown): SeenError {
  const [from, weak] = [recordOf(error), recordOf(recordOf(error)["weak_password"])];
  return {
    name: textOf(from["name"]),
    message: textOf(from["message"]) || textOf(from["msg"]) || textOf(from["error_description"]) ||
      (typeof error === "string" ? error : ""),
    code: textOf(from["code"]) || textOf(from["error_code"]),
    status: typeof from["status"] === "number" ? from["status"] : undefined,
    reasons: [from["reasons"], weak["reasons"]].flatMap((list) => Array.isArray(list) ? list : [])
      .filter((reason) => typeof reason === "string"),
  };
}

/** Any object may be read by key; a missing key reads `undefined`. */
const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? value as Record<string, unknown> : {};

const textOf = (value: unknown): string => typeof value === "string" ? value : "";
