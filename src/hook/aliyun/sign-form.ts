import type { Credentials, SignForm } from "./rpc-call.ts";
import { createSignV1 } from "./sign-v1.ts";

export interface SignFormOptions {
  /** Unix time in ms. */
  now: () => number;
  /** A nonce that no other request of this key ever has. */
  randomUuid: () => string;
}

const HEADERS = { "content-type": "application/x-www-form-urlencoded" };

/** The default, in a few lines where the vendor's SDK takes longer to load than all the rest. */
export function createSignForm({ now, randomUuid }: SignFormOptions): SignForm {
  const signerOf = createSigners();
  return function signForm({ account, version, action, params }, credentials) {
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
    return { headers: HEADERS, form };
  };
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
