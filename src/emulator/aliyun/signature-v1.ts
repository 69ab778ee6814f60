import { createHmac } from "node:crypto";
import { type GatewayRefusal, gatewayRefusal, missingParameter } from "./gateway-error.ts";
import { canonicalQuery, percentEncode } from "./percent-encode.ts";
import type { Params, RpcRequest } from "./rpc-request.ts";
import type { SignedClaim } from "./signed-claim.ts";

/** help.aliyun.com, "RPC signature": METHOD & %2F & the encoded canonical query. */
export function stringToSignV1(method: string, params: Params): string {
  const signed = [...params].filter(([key]) => key !== "Signature");
  return `${method}&${percentEncode("/")}&${percentEncode(canonicalQuery(signed))}`;
}

export function signV1(stringToSign: string, accessKeySecret: string): string {
  return createHmac("sha1", `${accessKeySecret}&`).update(stringToSign).digest("base64");
}

const REQUIRED = [
  "AccessKeyId",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "Timestamp",
  "Signature",
] as const;

export function readClaimV1({ method, params }: RpcRequest): SignedClaim | GatewayRefusal {
  const missing = REQUIRED.find((name) => !params.get(name));
  if (missing !== undefined) return missingParameter(missing);
  const value = (name: (typeof REQUIRED)[number]) => params.get(name) ?? "";
  if (value("SignatureMethod").toUpperCase() !== "HMAC-SHA1" || value("SignatureVersion") !== "1.0") {
    return gatewayRefusal("InvalidSignatureMethod");
  }
  const stringToSign = stringToSignV1(method, params);
  return {
    kind: "claim",
    accessKeyId: value("AccessKeyId"),
    timestamp: value("Timestamp"),
    nonce: value("SignatureNonce"),
    securityToken: params.get("SecurityToken"),
    signature: value("Signature"),
    signWith: (secret) => signV1(stringToSign, secret),
    // The real gateway echoes the string to sign, phone number and template parameters included.
    mismatchMessage:
      `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  };
}
