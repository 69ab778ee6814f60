import { sha256 } from "@noble/hashes/sha2.js";
import { isSameBytes } from "../runtime/same-bytes.ts";
import { utf8InPlace } from "../runtime/utf8.ts";

/**
 * Whether a text is the token; nothing is where there is none. Both are hashed, so that they have one length and
 * nothing of what a stranger tries tells anything by the time that it takes.
 */
export function createIsToken(token: string | undefined): (text: string) => boolean {
  if (token === undefined) return () => false;
  const expected = sha256(utf8InPlace(token));
  return (text) => isSameBytes(sha256(utf8InPlace(text)), expected);
}
