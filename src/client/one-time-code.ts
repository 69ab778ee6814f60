import { failed, type Outcome } from "./problem.ts";
import { withoutSeparators } from "./typed-text.ts";

/**
 * A code as people type or paste it: full-width digits, `123 456`, `123-456`. Its length is a setting of
 * Auth and is left to Auth.
 */
export function normalizeCode(typed: string): Outcome<{ readonly token: string }> {
  const token = withoutSeparators(typed);
  return /^\d+$/.test(token) ? { ok: true, token } : failed("code_invalid");
}
