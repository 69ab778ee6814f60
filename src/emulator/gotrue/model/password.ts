import { createHash, timingSafeEqual } from "node:crypto";
import type { Random } from "../random.ts";
import { AuthError, invalid } from "../wire/auth-error.ts";

/** One salted hash is enough for made-up users; Auth uses bcrypt, which takes a tenth of a second each. */
export function hashPassword(random: Random, password: string): string {
  if (password === "") return "";
  const salt = Buffer.from(random.bytes(16)).toString("hex");
  return `${salt}:${digest(salt, password)}`;
}

export function isPassword(hash: string, password: string): boolean {
  const [salt = "", stored = ""] = hash.split(":");
  const given = digest(salt, password);
  return stored.length === given.length && timingSafeEqual(Buffer.from(stored), Buffer.from(given));
}

const digest = (salt: string, password: string) =>
  createHash("sha256").update(salt).update(password).digest("hex");

/** api/password.go; lengths are bytes, as in Go. */
export function checkPassword(password: string, minLength: number): void {
  const bytes = Buffer.byteLength(password);
  if (bytes > 72) throw invalid("Password cannot be longer than 72 characters");
  if (bytes >= minLength) return;
  throw new AuthError(422, "weak_password", `Password should be at least ${minLength} characters.`, {
    weakPasswordReasons: ["length"],
  });
}
