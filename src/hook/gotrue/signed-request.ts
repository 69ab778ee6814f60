/** A request that has all that a signature needs; whether the signature is right is not yet known. */
export interface SignedRequest {
  /** The body as received: the signature is over these bytes. */
  raw: string;
  id: string;
  timestamp: string;
  /** What its header offers, each with its `v1,`. */
  signatures: readonly string[];
  /** `timestamp` as a number, Unix seconds. */
  signedAtSeconds: number;
}

/** What its signature is made of. */
export type SignedParts = Omit<SignedRequest, "signedAtSeconds">;
