import type { Account } from "./account.ts";
import type { EmulatorClock } from "./clock.ts";
import type { AccessKey } from "./entities.ts";
import { type GatewayRefusal, gatewayRefusal, missingParameter } from "./gateway-error.ts";
import type { NonceMemory } from "./nonces.ts";
import type { RpcRequest } from "./rpc-request.ts";
import { readClaimV1 } from "./signature-v1.ts";
import { readClaimV3 } from "./signature-v3.ts";
import type { SignedClaim } from "./signed-claim.ts";

export type Authenticator = {
  readonly account: Pick<Account, "accessKey">;
  readonly clock: EmulatorClock;
  readonly nonces: NonceMemory;
};

export type Authentication = { readonly kind: "authenticated"; readonly accessKey: AccessKey };

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const TOLERANCE_MS = 15 * 60 * 1000;

export function authenticate(request: RpcRequest, world: Authenticator): Authentication | GatewayRefusal {
  const claim = request.signature === "v3" ? readClaimV3(request) : readClaimV1(request);
  if (claim.kind === "gateway") return claim;

  const sentAtMs = TIMESTAMP.test(claim.timestamp) ? Date.parse(claim.timestamp) : NaN;
  if (Number.isNaN(sentAtMs)) return gatewayRefusal("InvalidTimeStamp.Format");
  const nowMs = world.clock.gatewayMs();
  if (Math.abs(nowMs - sentAtMs) > TOLERANCE_MS) return gatewayRefusal("InvalidTimeStamp.Expired");

  const accessKey = world.account.accessKey(claim.accessKeyId);
  if (accessKey === undefined) return gatewayRefusal("InvalidAccessKeyId.NotFound");
  if (accessKey.active === false) return gatewayRefusal("InvalidAccessKeyId.Inactive");

  if (claim.signWith(accessKey.secret) !== claim.signature) {
    return gatewayRefusal("SignatureDoesNotMatch", { message: claim.mismatchMessage });
  }
  const tokenRefusal = checkSecurityToken(claim, accessKey, nowMs);
  if (tokenRefusal !== null) return tokenRefusal;
  // Only a request that proved its sender uses a nonce up; otherwise a stranger could burn them.
  if (!world.nonces.claim(accessKey.id, claim.nonce, nowMs)) return gatewayRefusal("SignatureNonceUsed");
  return { kind: "authenticated", accessKey };
}

function checkSecurityToken(claim: SignedClaim, key: AccessKey, nowMs: number): GatewayRefusal | null {
  if (key.securityToken === undefined) {
    return claim.securityToken ? gatewayRefusal("InvalidSecurityToken.MismatchWithAccessKey") : null;
  }
  if (!claim.securityToken) return missingParameter("SecurityToken");
  if (claim.securityToken !== key.securityToken) return gatewayRefusal("InvalidSecurityToken.Malformed");
  const expired = key.securityTokenExpiresAt !== undefined && key.securityTokenExpiresAt <= nowMs;
  return expired ? gatewayRefusal("InvalidSecurityToken.Expired") : null;
}
