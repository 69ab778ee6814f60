import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64 } from "../runtime/to-base64.ts";

/** Content → its HMAC-SHA256 in base64. */
export type WebhookMac = (content: Uint8Array) => string;
export type LargeWebhookMac = (content: string) => Promise<string>;

/**
 * In JavaScript, because WebCrypto's way to another thread and back costs more than the hash of a few kilobytes
 * (docs/adr/0003).
 * @param secret base64, without prefixes
 */
export function createWebhookMac(secret: string): WebhookMac {
  // The key's two blocks are hashed once; copied into the same place for every request, they leave nothing to collect.
  const keyed = hmac.create(sha256, bytesOf(secret));
  const copy = keyed.clone();
  const mac = new Uint8Array(sha256.outputLen);
  return (content) => {
    keyed._cloneInto(copy).update(content).digestInto(mac);
    return toBase64(mac);
  };
}

/** By WebCrypto: JavaScript needs some 20 ms for a megabyte, which a stranger could ask of us as often as they like. */
export function createLargeWebhookMac(secret: string): LargeWebhookMac {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return async (text) => {
    const key = await crypto.subtle.importKey("raw", bytesOf(secret), algorithm, false, ["sign"]);
    const content = new TextEncoder().encode(text);
    return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, content)));
  };
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
