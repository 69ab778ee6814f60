import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8InPlace } from "../runtime/utf8.ts";

/** What a counted thing is; the same text hashes differently in each domain. */
type Domain = "number" | "ip" | "net" | "request";
export type KeyedHash = (domain: Domain, text: string) => string;

/**
 * HMAC-SHA256 of numbers and addresses, 128 bits in hex. There are so few numbers that a plain hash of one is
 * found by trying them all; with a key that the ledger does not hold, its rows say nothing about whose they are.
 */
export function createKeyedHash(key: string): KeyedHash {
  // The key's two blocks are hashed once; copied into the same place for every text, they leave nothing to collect.
  const keyed = hmac.create(sha256, utf8InPlace(key));
  const copy = keyed.clone();
  const hash = new Uint8Array(sha256.outputLen);
  const half = hash.subarray(0, 16);
  return (domain, text) => {
    keyed._cloneInto(copy).update(utf8InPlace(`${domain}\n${text}`)).digestInto(hash);
    return bytesToHex(half);
  };
}

/**
 * The key of a ledger that has none of its own, so that every process with the same hook secret has the same.
 * The label keeps it apart from every other use of the secret.
 */
export const ledgerKeyFrom = (hookSecret: string): string =>
  bytesToHex(
    hmac.create(sha256, utf8InPlace(hookSecret))
      .update(utf8InPlace("supabase-aliyun-sms-hook ledger key v1")).digest(),
  );
