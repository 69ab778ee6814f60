import { postForm } from "./post-form.ts";
import { createSignV1 } from "./sign-v1.ts";
import type { Credentials, Transport } from "./transport.ts";

export interface TransportOptions {
  credentials: Credentials;
  fetch: typeof fetch;
  /** Unix time in ms. */
  now: () => number;
  /** A nonce that no other request of this key ever has. */
  randomUuid: () => string;
}

/** The default: keeps connections alive, and its deadline is a true one. */
export function createFetchTransport({ credentials, fetch, now, randomUuid }: TransportOptions): Transport {
  const signV1 = createSignV1(credentials.accessKeySecret);
  const common = {
    AccessKeyId: credentials.accessKeyId,
    Format: "JSON",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    ...(credentials.securityToken ? { SecurityToken: credentials.securityToken } : {}),
  };
  const headers = { "content-type": "application/x-www-form-urlencoded" };

  return {
    call({ endpoint, version, action, params }, signal) {
      const form = signV1("POST", {
        ...common,
        ...params,
        Action: action,
        Version: version,
        SignatureNonce: randomUuid(),
        // `2026-11-23T08:00:00Z`: the gateway refuses milliseconds.
        Timestamp: `${new Date(now()).toISOString().slice(0, 19)}Z`,
      });
      return postForm(fetch, { url: `${endpoint}/`, headers, form }, signal);
    },
  };
}
