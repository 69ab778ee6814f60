import { compactVerify, errors, SignJWT } from "jose";
import { z } from "zod";
import type { ReleaseProfile } from "../release-profile.ts";
import type { AuthSettings } from "../settings.ts";
import { isJsonMap } from "../wire/go-json.ts";
import { goJsonError } from "../wire/go-json-error.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

export interface Claims {
  readonly sub: string;
  readonly role: string;
  readonly sessionId: string;
  readonly isAnonymous: boolean;
}

export interface AccessTokens {
  issue(user: User, session: Session): Promise<{ token: string; expiresAt: number }>;
  /** A key that is no user's: `anon` or `service_role`, valid for ten years. */
  apiKey(role: string): Promise<string>;
  /** The claims, or the words in which the JWT library refuses. */
  verify(token: string): Promise<{ claims: Claims } | { refused: string }>;
}

type Options = {
  readonly settings: AuthSettings;
  readonly profile: ReleaseProfile;
  readonly now: () => number;
};

const TEN_YEARS_SECONDS = 315_360_000;

export function createAccessTokens({ settings, profile, now }: Options): AccessTokens {
  const key = new TextEncoder().encode(settings.jwtSecret);
  const nowSeconds = () => Math.floor(now() / 1000);
  const sign = (claims: { [name: string]: unknown }) =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(key);
  return {
    async issue(user, session) {
      const issuedAt = nowSeconds();
      const expiresAt = issuedAt + settings.jwtExpSeconds;
      const token = await sign({
        ...(settings.jwtIssuer ? { iss: settings.jwtIssuer } : {}),
        sub: user.id,
        aud: user.aud,
        exp: expiresAt,
        iat: issuedAt,
        email: user.email,
        phone: user.phone,
        app_metadata: user.appMetadata,
        user_metadata: user.userMetadata,
        role: user.role,
        aal: session.methods.some(({ method }) => method === "mfa/phone") ? "aal2" : "aal1",
        amr: amr(session, profile.amrOrder),
        session_id: session.id,
        is_anonymous: user.isAnonymous,
      });
      return { token, expiresAt };
    },
    apiKey: (role) =>
      sign({ role, iss: "auth-emulator", iat: nowSeconds(), exp: nowSeconds() + TEN_YEARS_SECONDS }),
    verify: (token) => verify(token, key, nowSeconds()),
  };
}

function amr({ methods }: Session, order: ReleaseProfile["amrOrder"]) {
  const sign = order === "newest-first" ? -1 : 1;
  const sorted = methods.toSorted((a, b) => sign * (a.at - b.at));
  return sorted.map(({ method, at }) => ({ method, timestamp: Math.floor(at / 1000) }));
}

const claimsSchema = z.object({
  sub: z.string().default(""),
  role: z.string().default(""),
  session_id: z.string().default(""),
  is_anonymous: z.boolean().default(false),
  exp: z.number().optional(),
  nbf: z.number().optional(),
});

/** The refusals of golang-jwt, which reach the app word for word. */
async function verify(
  token: string,
  key: Uint8Array,
  now: number,
): Promise<{ claims: Claims } | { refused: string }> {
  const parts = token.split(".");
  if (parts.length !== 3) {
    return { refused: "token is malformed: token contains an invalid number of segments" };
  }
  const malformed = segmentFault(parts[0] ?? "", "header") ?? segmentFault(parts[1] ?? "", "claim");
  if (malformed) return { refused: `token is malformed: ${malformed}` };
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ["HS256"] });
    const claims = claimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
    if (claims.exp !== undefined && now >= claims.exp) {
      return { refused: "token has invalid claims: token is expired" };
    }
    if (claims.nbf !== undefined && now < claims.nbf) {
      return { refused: "token has invalid claims: token is not valid yet" };
    }
    const { sub, role, session_id: sessionId, is_anonymous: isAnonymous } = claims;
    return { claims: { sub, role, sessionId, isAnonymous } };
  } catch (error) {
    if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
      return {
        refused: `token signature is invalid: signing method ${algorithm(parts[0] ?? "")} is invalid`,
      };
    }
    return { refused: "token signature is invalid: signature is invalid" };
  }
}

function segmentFault(segment: string, name: "header" | "claim"): string | undefined {
  const odd = segment.search(/[^\w-]/);
  if (odd >= 0) return `could not base64 decode ${name}: illegal base64 data at input byte ${odd}`;
  // Go reads the bytes one by one, so latin1 shows the character that it stumbles over.
  const json = Buffer.from(segment, "base64url").toString("latin1");
  try {
    return isJsonMap(JSON.parse(json)) ? undefined : `could not JSON decode ${name}`;
  } catch {
    return `could not JSON decode ${name}: ${goJsonError(json)}`;
  }
}

function algorithm(header: string): string {
  const decoded: unknown = JSON.parse(Buffer.from(header, "base64url").toString());
  return isJsonMap(decoded) ? String(decoded.alg) : "";
}
