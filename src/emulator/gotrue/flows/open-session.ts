import type { RefreshToken, Session, SignInMethod } from "../model/session.ts";
import { userJson } from "../model/user-json.ts";
import type { User } from "../model/user.ts";
import { base32 } from "../random.ts";
import type { JsonMap } from "../wire/go-json.ts";
import type { AuthWorld } from "../world.ts";

/** Signs a user in on a new session. The user's copy is written. */
export async function openSession(world: AuthWorld, user: User, method: SignInMethod): Promise<JsonMap> {
  const at = world.now();
  user.lastSignInAt = at;
  world.store.commit(user);
  const session: Session = {
    id: world.random.uuid(),
    userId: user.id,
    createdAt: at,
    aal: "aal1",
    factorId: undefined,
    methods: [{ method, at }],
    refreshTokens: [],
  };
  world.store.sessions.set(session.id, session);
  return await sessionJson(world, user, session, rotate(world, session, undefined));
}

/** The session, as the app gets it (tokens/service.go). */
export async function sessionJson(
  world: AuthWorld,
  user: User,
  session: Session,
  refreshToken: RefreshToken,
): Promise<JsonMap> {
  const { token, expiresAt } = await world.tokens.issue(user, session);
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: world.settings.jwtExpSeconds,
    expires_at: expiresAt,
    refresh_token: refreshToken.token,
    user: userJson(user),
  };
}

/** Revokes the current refresh token and makes its successor (models/refresh_token.go). */
export function rotate(world: AuthWorld, session: Session, current: RefreshToken | undefined): RefreshToken {
  const { random, profile } = world;
  if (current) current.revoked = true;
  const token = profile.refreshToken === "base32-12"
    ? base32(random, 12)
    : Buffer.from(random.bytes(16)).toString("base64url");
  const next = { token, parent: current?.token, revoked: false };
  session.refreshTokens.push(next);
  return next;
}

export function endSessions(world: AuthWorld, ends: (session: Session) => boolean): void {
  for (const [id, session] of world.store.sessions) if (ends(session)) world.store.sessions.delete(id);
}
