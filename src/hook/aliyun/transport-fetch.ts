import { postForm } from "./post-form.ts";
import { createSignV1 } from "./sign-v1.ts";
import type { AskCredentials, Credentials, Transport } from "./transport.ts";
import { withCredentials } from "./with-credentials.ts";

export interface TransportOptions {
  askCredentials: AskCredentials;
  fetch: typeof fetch;
  /** Unix time in ms. */
  now: () => number;
  /** A nonce that no other request of this key ever has. */
  randomUuid: () => string;
}

/** The default: keeps connections alive, and its deadline is a true one. */
export function createFetchTransport(
  { askCredentials, fetch, now, randomUuid }: TransportOptions,
): Transport {
  const signerOf = createSigners();
  const headers = { "content-type": "application/x-www-form-urlencoded" };

  return withCredentials(
    askCredentials,
    (credentials, { account, endpoint, version, action, params }, signal) => {
      const { signV1, common } = signerOf(account, credentials);
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
  );
}

/** One signer per account, made anew when its key is another object: hashing the key's blocks costs as much as a send. */
function createSigners() {
  const signers = new Map<string | undefined, ReturnType<typeof createSigner>>();
  return function signerOf(account: string | undefined, credentials: Credentials) {
    const known = signers.get(account);
    if (known?.credentials === credentials) return known;
    const signer = createSigner(credentials);
    signers.set(account, signer);
    return signer;
  };
}

const createSigner = (credentials: Credentials) => ({
  credentials,
  signV1: createSignV1(credentials.accessKeySecret),
  common: {
    AccessKeyId: credentials.accessKeyId,
    Format: "JSON",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    ...(credentials.securityToken ? { SecurityToken: credentials.securityToken } : {}),
  },
});
