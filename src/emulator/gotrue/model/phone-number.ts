import { invalid } from "../wire/auth-error.ts";

/** Auth keeps numbers without `+` and without spaces (api/phone.go). */
export function plainPhone(phone: string): string {
  return phone.replace(/^\+/, "").replaceAll(" ", "");
}

export function validPhone(phone: string): string {
  const plain = plainPhone(phone);
  if (!/^[1-9][0-9]{1,14}$/.test(plain)) throw invalid("Invalid phone number format (E.164 required)");
  return plain;
}
