import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { toBase64 } from "../runtime/to-base64.ts";
import { utf8InPlace } from "../runtime/utf8.ts";

/**
 * RPC signature version 1, HMAC-SHA1. Version 3 is newer but is documented with the parameters in the URL,
 * where proxies and logs would see the code; version 1 takes them as a form.
 * Source: Alibaba Cloud "Request syntax and signature method V2 (RPC)", vectors in the tests.
 *
 * In JavaScript and not by WebCrypto: for a kilobyte, WebCrypto's way to another thread and back costs five
 * times the hash (docs/adr/0003).
 */
export function createSignV1(accessKeySecret: string) {
  // The key's two blocks are hashed once; copied into the same place for every request, they leave nothing to collect.
  const keyed = hmac.create(sha1, utf8InPlace(`${accessKeySecret}&`));
  const copy = keyed.clone();
  const mac = new Uint8Array(sha1.outputLen);

  /** @returns the canonical query with its `Signature`: a URL's query or a form's body */
  return function signV1(method: "GET" | "POST", params: Readonly<Record<string, string>>): string {
    const query = canonicalize(params);
    // What is left of it needs none of the escapes that encodeURIComponent does not know.
    keyed._cloneInto(copy).update(utf8InPlace(`${method}&%2F&${encodeURIComponent(query)}`)).digestInto(mac);
    return `${query}&Signature=${percentEncode(toBase64(mac))}`;
  };
}

const ESCAPES: Record<string, string> = { "!": "%21", "'": "%27", "(": "%28", ")": "%29", "*": "%2A" };

/** Most values are identifiers, which stay as they are; to see that is cheaper than to encode them. */
const UNRESERVED = /^[\w.~-]*$/;
const LEFT_UNESCAPED = /[!'()*]/;

/** RFC 3986: encodeURIComponent leaves `!'()*`, which the gateway signs escaped; `~` stays as it is. */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  const encoded = encodeURIComponent(text);
  return LEFT_UNESCAPED.test(encoded)
    ? encoded.replace(/[!'()*]/g, (char) => ESCAPES[char] ?? char)
    : encoded;
}

/** Sorted by bytes, never by locale. The API's own parameter names need no escape. */
export function canonicalize(params: Readonly<Record<string, string>>): string {
  return Object.keys(params).sort().map((name) => `${name}=${percentEncode(params[name] ?? "")}`).join("&");
}
