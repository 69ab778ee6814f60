/** Gives a code to an error of node-postgres or of TLS that has none, so that nobody else reads its text. */
export function named(error: unknown): unknown {
  if (!(error instanceof Error) || "code" in error) return error;
  const code = CODES.find(([text]) => text.test(error.message))?.[1];
  return code === undefined ? error : Object.assign(error, { code });
}
const CODES = [
  [/does not support SSL/, "TLS_UNAVAILABLE"],
  [/certificate|UnknownIssuer|NotValidForName/i, "TLS_UNTRUSTED"],
  [/client password must be/, "PASSWORD_MISSING"],
  [/timeout/i, "ETIMEDOUT"],
  [/Connection terminated|not queryable/i, "ECONNRESET"],
] as const;
