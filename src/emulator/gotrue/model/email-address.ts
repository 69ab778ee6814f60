import { invalid } from "../wire/auth-error.ts";

export function validEmail(email: string): string {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return email.toLowerCase();
  throw invalid("Unable to validate email address: invalid format");
}
