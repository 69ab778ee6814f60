import { createHmac } from "node:crypto";

/** Made for these tests: "unit test hook secret, the first" and "… the second" in base64. */
export const FIRST_SECRET = "v1,whsec_dW5pdCB0ZXN0IGhvb2sgc2VjcmV0LCB0aGUgZmlyc3Q=";
export const SECOND_SECRET = "v1,whsec_dW5pdCB0ZXN0IGhvb2sgc2VjcmV0LCB0aGUgc2Vjb25k";

export type SignedHeaders = {
  "content-type": string;
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
};

/** Signs as Auth does, with code of its own: one `v1,…` per secret, joined by comma and space. */
export function signAsAuth(
  body: string,
  { secrets = [FIRST_SECRET], id = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", at = Date.now() }: {
    secrets?: readonly string[];
    id?: string;
    at?: number;
  } = {},
): SignedHeaders {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^v1,/, "").replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(", "),
  };
}
