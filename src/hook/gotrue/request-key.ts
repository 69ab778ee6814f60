import type { SendSmsRequest } from "./parse-payload.ts";

/**
 * The same on every attempt of Auth for one code: `webhook-id` changes on a retry, the body does not
 * (recorded), and two honest requests never have equal bodies because each has its own code and stamps.
 */
export function requestKey(raw: string, { metadata }: SendSmsRequest): string | Promise<string> {
  return metadata?.uuid ?? hashOf(raw);
}

async function hashOf(raw: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(raw));
  // 128 bits are enough for a key, and fit where a UUID fits (OutId has no published maximum).
  return [...new Uint8Array(hash, 0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
