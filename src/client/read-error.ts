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

/** Longer than any text of Auth, the hook or a gateway that is read here. */
const READ_CHARACTERS = 2_000;

/**
 * By shape and not by `instanceof`: a bundle may hold two copies of auth-js, and an error may have been
 * through `postMessage` or a server action. Raw bodies of Auth (`msg`, `error_code`) read alike.
 */
export function readError(error: unknown): SeenError {
  const status = fieldOf(error, "status");
  return {
    name: textOf(error, "name"),
    message: (textOf(error, "message") || textOf(error, "msg") || textOf(error, "error_description") ||
      (typeof error === "string" ? error : "")).slice(0, READ_CHARACTERS),
    code: textOf(error, "code") || textOf(error, "error_code"),
    status: typeof status === "number" ? status : undefined,
    reasons: [fieldOf(error, "reasons"), fieldOf(fieldOf(error, "weak_password"), "reasons")].flatMap(
      firstTexts,
    ),
  };
}

/** Whatever was thrown may be a Proxy or have getters, and those may throw. */
function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    // Any object may be read by key; a missing key reads `undefined`.
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function textOf(value: unknown, key: string): string {
  const field = fieldOf(value, key);
  return typeof field === "string" ? field : "";
}

/** Auth has three reasons; a list is read by index, so that it may be no list at all. */
const firstTexts = (list: unknown): string[] =>
  [0, 1, 2].map((index) => textOf(list, String(index))).filter((text) => text !== "");
