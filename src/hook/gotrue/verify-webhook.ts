import { err, ok, type Result } from "../result.ts";
import { utf8InPlace } from "../runtime/utf8.ts";
import type { SignedParts } from "./signed-request.ts";
import { createLargeWebhookMac, createWebhookMac } from "./webhook-mac.ts";

export type VerifyWebhook = (
  request: SignedParts,
) => Result<void, string> | Promise<Result<void, string>>;

/** Auth's own requests have a few kilobytes; only user metadata makes them larger. */
const LARGE_CHARS = 64 * 1024;

/**
 * Accepts what any one of the secrets signed, so that a secret can be rotated (old → both → new) without a failed
 * request. The text is verified as received, never re-serialised; its age is the business of whoever reads headers.
 * The standard's library, `standardwebhooks`, is the referee in the tests and would cost a tenth of a request here
 * (docs/adr/0016). Source: https://www.standardwebhooks.com, "Signature scheme".
 * @param secrets base64, without prefixes
 */
export function createVerifyWebhook(secrets: readonly string[]): VerifyWebhook {
  const macs = secrets.map(createWebhookMac);
  const largeMacs = secrets.map(createLargeWebhookMac);

  return function verifyWebhook({ raw, id, timestamp, signatures }) {
    const content = `${id}.${timestamp}.${raw}`;
    if (content.length > LARGE_CHARS) {
      return Promise.all(largeMacs.map((macOf) => macOf(content))).then((all) => verdict(all, signatures));
    }
    // Small ones at once: a promise for each would cost more than it is worth.
    const bytes = utf8InPlace(content);
    return verdict(macs.map((macOf) => macOf(bytes)), signatures);
  };
}

/** The base64 of 32 bytes each. Auth joins its own by ", ", the standard separates them by spaces. */
const SIGNATURES = /(?<![^\s,])v1,[A-Za-z0-9+/]{43}=/g;

/** Whatever in a header could be a signature of Auth. */
export const signaturesIn = (header: string): readonly string[] => header.match(SIGNATURES) ?? [];

function verdict(macs: readonly string[], offered: readonly string[]): Result<void, string> {
  const wanted = macs.map((mac) => `v1,${mac}`);
  const matches = wanted.some((own) => offered.some((signature) => equalInConstantTime(own, signature)));
  return matches ? ok(undefined) : err("no secret matches the signature");
}

/** Takes as long for a guess that is nearly right as for any other. */
function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
