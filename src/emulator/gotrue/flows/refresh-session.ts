import type { Context } from "hono";
import { z } from "zod";
import { activeRefreshToken, type RefreshToken, type Session } from "../model/session.ts";
import { isBanned } from "../model/user.ts";
import { badRequest, invalid, oauthError } from "../wire/auth-error.ts";
import type { JsonMap } from "../wire/go-json.ts";
import { readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";
import { rotate, sessionJson } from "./open-session.ts";

const refreshParams = z.object({ refresh_token: text });

/** `grant_type=refresh_token` with rotation (api/token_refresh.go). */
export async function refreshSession(world: AuthWorld, c: Context): Promise<JsonMap> {
  const { refresh_token: token } = await readParams(c, "RefreshTokenGrantParams", refreshParams);
  checkForm(world, token);
  const refuse = (code: string, message: string) => {
    const text = `Invalid Refresh Token: ${message}`;
    return world.profile.refreshErrors === "oauth"
      ? oauthError("invalid_grant", text)
      : badRequest(code, text);
  };
  const session = [...world.store.sessions.values()].find(({ refreshTokens }) =>
    refreshTokens.some(isIt(token))
  );
  const given = session?.refreshTokens.find(isIt(token));
  const user = world.store.find("id", session?.userId ?? "");
  if (!session || !given || !user) throw refuse("refresh_token_not_found", "Refresh Token Not Found");
  if (isBanned(user, world.now())) throw refuse("user_banned", "User Banned");
  const next = successor(world, session, given);
  if (!next) throw refuse("refresh_token_already_used", "Already Used");
  world.store.commit(user);
  return await sessionJson(world, user, session, next);
}

const isIt = (token: string) => (known: RefreshToken) => known.token === token;

function checkForm({ profile }: AuthWorld, token: string): void {
  if (profile.malformedRefreshToken === "oauth") {
    if (token === "") throw oauthError("invalid_request", "refresh_token required");
  } else if (token.length !== 12) throw invalid("Refresh token is not valid");
}

/**
 * A token that was just exchanged is answered with its successor, as the app may have missed it. An older
 * one is a thief's: the whole family ends.
 */
function successor(world: AuthWorld, session: Session, given: RefreshToken): RefreshToken | undefined {
  const active = activeRefreshToken(session);
  if (!given.revoked) return rotate(world, session, given);
  if (active?.parent === given.token) return active;
  for (const token of session.refreshTokens) token.revoked = true;
  return undefined;
}
