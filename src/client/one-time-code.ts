import { failed, type Outcome } from "./problem.ts";
import { withoutSeparators } from "./typed-text.ts";

/**
 * A code as people type or paste it: full-width digits, `123 456`, `123-456`. Its length is a setting of
 * Auth, ten at most (supabase/auth `configuration.go`); a test code may be shorter than Auth's own six.
 */
export function normalizeCode(typed: string): Outcome<{ readonly token: string }> {
  const token = withoutSeparators(typed);
  if (token === "") return failed("code_missing");
  return /^\d{1,10}$/.test(token) ? { ok: true, token } : failed("code_invalid");
}
