import type { Context } from "hono";
import type { Claims } from "../model/access-token.ts";
import type { Session } from "../model/session.ts";
import type { User } from "../model/user.ts";
import { isUuid } from "../model/uuid.ts";
import { AuthError, badRequest, forbidden } from "../wire/auth-error.ts";
import type { AuthWorld } from "../world.ts";

export interface SignedIn {
  readonly user: User;
  /** Undefined for a token that names no session. */
  readonly session: Session | undefined;
  readonly claims: Claims;
}

/** The user and session behind the bearer token (api/auth.go). */
export async function authenticate(world: AuthWorld, c: Context): Promise<SignedIn> {
  const claims = await bearerClaims(world, c);
  if (claims.sub === "") throw forbidden("bad_jwt", "invalid claim: missing sub claim");
  if (!isUuid(claims.sub)) throw badRequest("bad_jwt", "invalid claim: sub claim must be a UUID");
  const user = world.store.find("id", claims.sub);
  if (!user) throw forbidden("user_not_found", "User from sub claim in JWT does not exist");
  return { user, session: sessionOf(world, claims), claims };
}

function sessionOf(world: AuthWorld, { sessionId }: Claims): Session | undefined {
  if (sessionId === "" || /^[0-]+$/.test(sessionId)) return undefined;
  if (!isUuid(sessionId)) throw forbidden("bad_jwt", "invalid claim: session_id claim must be a UUID");
  const session = world.store.sessions.get(sessionId);
  if (!session) throw forbidden("session_not_found", "Session from session_id claim in JWT does not exist");
  return session;
}

export async function requireAdmin(world: AuthWorld, c: Context): Promise<void> {
  const { role } = await bearerClaims(world, c);
  if (!world.settings.jwtAdminRoles.includes(role)) throw forbidden("not_admin", "User not allowed");
}

async function bearerClaims(world: AuthWorld, c: Context): Promise<Claims> {
  const [, token] = /^bearer (\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  if (token === undefined) throw new AuthError(401, "no_authorization", world.profile.bearerText);
  const result = await world.tokens.verify(token);
  if ("claims" in result) return result.claims;
  throw forbidden("bad_jwt", `invalid JWT: unable to parse or verify signature, ${result.refused}`);
}
