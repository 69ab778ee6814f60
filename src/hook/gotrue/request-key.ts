import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8InPlace } from "../runtime/utf8.ts";
import type { SendSmsRequest } from "./parse-payload.ts";

// Copied into the same place for every request, they leave nothing to collect.
const start = sha256.create();
const copy = start.clone();
const hash = new Uint8Array(sha256.outputLen);
const half = hash.subarray(0, 16);

/**
 * The same on every attempt of Auth for one code: `webhook-id` changes on a retry, the body does not (recorded),
 * and two honest requests never have equal bodies because each has its own code and stamps.
 *
 * `metadata.uuid` is unique to an invocation, but only the body says for which number and code it is, so the key is
 * bound to all three: the same uuid with another number is another request and not one that was answered. The uuid's
 * 122 random bits keep a key from telling its code. Before 2.187 there is none: the whole body is hashed, with a key,
 * for whoever knows the rest of it could try its million codes.
 *
 * @param digits of the number in E.164, without the plus sign
 * @param keyedHash 128 bits in hex
 * @returns 128 bits in hex: enough for a key, and they fit where a UUID fits (OutId has no published maximum)
 */
export function requestKey(
  raw: string,
  { metadata, otp }: SendSmsRequest,
  digits: string,
  keyedHash: (text: string) => string,
): string {
  if (metadata?.uuid === undefined) return keyedHash(raw);
  // Without its dashes the uuid leaves room for all in one block of the hash.
  const identity = `${metadata.uuid.replaceAll("-", "")}${digits} ${otp}`;
  start._cloneInto(copy).update(utf8InPlace(identity)).digestInto(hash);
  return bytesToHex(half);
}
