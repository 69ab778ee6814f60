import { createHash, createHmac } from "node:crypto";
import { type GatewayRefusal, gatewayRefusal } from "./gateway-error.ts";
import { canonicalQuery } from "./percent-encode.ts";
import type { RpcRequest } from "./rpc-request.ts";
import type { SignedClaim } from "./signed-claim.ts";

export const ALGORITHM = "ACS3-HMAC-SHA256";

const AUTHORIZATION = /^(\S+) Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/i;

const REQUIRED_HEADERS = [
  "host",
  "x-acs-action",
  "x-acs-version",
  "x-acs-date",
  "x-acs-signature-nonce",
  "x-acs-content-sha256",
];

type Signable = Pick<RpcRequest, "method" | "query" | "headers" | "body">;

export function canonicalRequestV3(request: Signable, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers.get(name) ?? "").trim()}\n`);
  return [
    request.method,
    "/",
    canonicalQuery(request.query),
    headers.join(""),
    signedHeaders.join(";"),
    createHash("sha256").update(request.body).digest("hex"),
  ].join("\n");
}

export function stringToSignV3(canonicalRequest: string): string {
  return `${ALGORITHM}\n${createHash("sha256").update(canonicalRequest).digest("hex")}`;
}

export function signV3(stringToSign: string, accessKeySecret: string): string {
  return createHmac("sha256", accessKeySecret).update(stringToSign).digest("hex");
}

export function readClaimV3(request: RpcRequest): SignedClaim | GatewayRefusal {
  const parts = AUTHORIZATION.exec(request.headers.get("authorization") ?? "");
  const [, algorithm, accessKeyId, headerList, signature] = parts ?? [];
  if (!algorithm || !accessKeyId || !headerList || !signature) return gatewayRefusal("IncompleteSignature");
  if (algorithm !== ALGORITHM) return gatewayRefusal("InvalidSignatureMethod");

  const signedHeaders = headerList.toLowerCase().split(";");
  const unsigned = mustBeSigned(request).filter((name) => !signedHeaders.includes(name));
  if (unsigned.length > 0 || REQUIRED_HEADERS.some((name) => !request.headers.get(name))) {
    return gatewayRefusal("IncompleteSignature");
  }

  const canonicalRequest = canonicalRequestV3(request, signedHeaders.toSorted());
  const stringToSign = stringToSignV3(canonicalRequest);
  return {
    kind: "claim",
    accessKeyId,
    timestamp: request.headers.get("x-acs-date") ?? "",
    nonce: request.headers.get("x-acs-signature-nonce") ?? "",
    securityToken: request.headers.get("x-acs-security-token"),
    signature: signature.toLowerCase(),
    signWith: (secret) => signV3(stringToSign, secret),
    mismatchMessage: "Specified signature does not match our calculation. " +
      `server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonicalRequest}]`,
  };
}

// "V3 request structure and signature": every x-acs- header that is present has to be signed.
function mustBeSigned({ headers, body }: RpcRequest): string[] {
  const acsHeaders = [...headers.keys()].filter((name) => name.startsWith("x-acs-"));
  return ["host", ...acsHeaders, ...(body.length > 0 ? ["content-type"] : [])];
}
