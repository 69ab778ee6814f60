/** Codes of a server whose certificate nobody vouches for; the first is ours, where the host gives none. */
export const UNTRUSTED = [
  "TLS_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
];
const SOCKET_CODES = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "TLS_UNAVAILABLE",
  "PASSWORD_MISSING",
  "LEDGER_UNFIT",
  ...UNTRUSTED,
];

/** Classes whose codes say all there is to say: connection, data, authorization, name, resources, intervention, locks. */
const SQLSTATE = /^(08|22|23|28|3D|3F|40|42|53|55|57|58|P0|XX)[0-9A-Z]{3}$/;

/**
 * Why a ledger could not be asked, in a word that may stand in a log: `sqlstate_53300` (PostgreSQL manual, appendix
 * A), `ECONNREFUSED`, `timeout`. The text of an error is never taken: it can hold an address, a user or a password.
 */
export function downCauseOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (SQLSTATE.test(code)) return `sqlstate_${code}`;
  return SOCKET_CODES.includes(code) ? code : "unknown";
}

/**
 * Codes after which it is unknown what the server made of a statement: its own end, and the connection's. A pooler that
 * loses its connection to the server says 08P01 (PgBouncer) or XX000 (Supavisor).
 */
const UNKNOWN_END = /^sqlstate_(08|57P0|XX)/;

/** Whether a statement that failed may have been carried out all the same, or may be later. */
export function mayBeDone(error: unknown): boolean {
  if (error instanceof Error && "unsent" in error) return false;
  const cause = downCauseOf(error);
  return !cause.startsWith("sqlstate_") || UNKNOWN_END.test(cause);
}
