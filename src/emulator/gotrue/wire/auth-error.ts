/** A refusal, as Auth's handlers return it; throwing it undoes what the handler had not committed yet. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly status: number;
  /** Empty when Auth sets none: the app then reads `unknown`, or `unexpected_failure` for a 500. */
  readonly code: string;
  readonly form: "coded" | "oauth";
  readonly weakPasswordReasons: readonly string[] | undefined;

  constructor(status: number, code: string, message: string, extra: AuthErrorExtra = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.form = extra.form ?? "coded";
    this.weakPasswordReasons = extra.weakPasswordReasons;
  }
}

interface AuthErrorExtra {
  readonly form?: "coded" | "oauth";
  readonly weakPasswordReasons?: readonly string[];
}

export const badRequest = (code: string, message: string) => new AuthError(400, code, message);
export const invalid = (message: string) => new AuthError(400, "validation_failed", message);
export const forbidden = (code: string, message: string) => new AuthError(403, code, message);
export const notFound = (code: string, message: string) => new AuthError(404, code, message);
export const unprocessable = (code: string, message: string) => new AuthError(422, code, message);
export const tooMany = (code: string, message: string) => new AuthError(429, code, message);
export const internal = (message: string) => new AuthError(500, "unexpected_failure", message);

/** RFC 6749's form, `{error, error_description}`, always with 400 (api/errors.go, OAuthError). */
export const oauthError = (error: string, description: string) =>
  new AuthError(400, error, description, { form: "oauth" });
