import type { SignedParts } from "./signed-request.ts";

/**
 * Auth's own requests have a few kilobytes. The library hashes in JavaScript, some 20 ms for a megabyte, which a
 * stranger could ask of us as often as they like; WebCrypto does it in one, and costs more only for small ones.
 */
const LARGE_CHARS = 64 * 1024;

export const isLarge = (raw: string): boolean => raw.length > LARGE_CHARS;

export type MayBeSigned = (request: SignedParts) => Promise<boolean>;

/**
 * Whether it is worth the library's while: it alone decides, and what does not pass here would not pass there.
 * @param secrets base64, without prefixes
 */
export function createMayBeSigned(secrets: readonly string[]): MayBeSigned {
  const utf8 = new TextEncoder();

  async function macOf(secret: string, content: string): Promise<string> {
    const bytes = Uint8Array.from(atob(secret), (char) => char.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    return btoa(
      String.fromCharCode(...new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8.encode(content)))),
    );
  }

  return async function mayBeSigned({ raw, id, timestamp, signature }) {
    const content = `${id}.${timestamp}.${raw}`;
    const macs = await Promise.all(secrets.map((secret) => macOf(secret, content)));
    return macs.some((mac) => signature.includes(mac));
  };
}
