import type { Context, Hono } from "hono";
import { z } from "zod";
import { checkPassword, isPassword } from "../model/password.ts";
import { plainPhone } from "../model/phone-number.ts";
import { openSession } from "../flows/open-session.ts";
import { isBanned, type User } from "../model/user.ts";
import { refreshSession } from "../flows/refresh-session.ts";
import { sendJson } from "../wire/answer.ts";
import { AuthError, badRequest, invalid, oauthError, unprocessable } from "../wire/auth-error.ts";
import type { JsonMap } from "../wire/go-json.ts";
import { readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

const passwordParams = z.object({ email: text, phone: text, password: text });
type PasswordParams = z.output<typeof passwordParams>;

/** `POST /token` (api/token.go). */
export function tokenRoutes(app: Hono, world: AuthWorld): void {
  app.post("/token", async (c) => {
    switch (c.req.query("grant_type")) {
      case "password":
        return sendJson(await passwordGrant(world, c));
      case "refresh_token":
        return sendJson(await refreshSession(world, c));
      default:
        throw world.profile.passwordErrors === "oauth"
          ? oauthError("unsupported_grant_type", "")
          : badRequest("invalid_credentials", "unsupported_grant_type");
    }
  });
}

async function passwordGrant(world: AuthWorld, c: Context): Promise<JsonMap> {
  const params = await readParams(c, "PasswordGrantParams", passwordParams);
  const user = claimedUser(world, params);
  const refuse = (code: string, message: string) =>
    world.profile.passwordErrors === "oauth"
      ? oauthError("invalid_grant", message)
      : badRequest(code, message);
  const wrong = () => refuse("invalid_credentials", "Invalid login credentials");
  if (!user || user.passwordHash === "") throw wrong();
  if (isBanned(user, world.now())) throw refuse("user_banned", "User is banned");
  if (!isPassword(user.passwordHash, params.password)) throw wrong();
  if (params.email !== "" && user.emailConfirmedAt === null) {
    throw refuse("email_not_confirmed", "Email not confirmed");
  }
  if (params.phone !== "" && user.phoneConfirmedAt === null) {
    throw refuse("phone_not_confirmed", "Phone not confirmed");
  }
  return { ...await openSession(world, user, "password"), ...weakness(world, params.password) };
}

function claimedUser({ settings, store }: AuthWorld, { email, phone }: PasswordParams): User | undefined {
  if (email !== "" && phone !== "") {
    throw invalid("Only an email address or phone number should be provided on login.");
  }
  if (email !== "") {
    if (!settings.externalEmailEnabled) {
      throw unprocessable("email_provider_disabled", "Email logins are disabled");
    }
    return store.find("email", email.toLowerCase());
  }
  if (phone === "") throw invalid("missing email or phone");
  if (!settings.externalPhoneEnabled) {
    throw unprocessable("phone_provider_disabled", "Phone logins are disabled");
  }
  return store.find("phone", plainPhone(phone));
}

/** A password that would no longer be accepted still signs in, with a warning. */
function weakness({ settings, profile }: AuthWorld, password: string): JsonMap {
  try {
    checkPassword(password, settings.passwordMinLength);
  } catch (error) {
    if (error instanceof AuthError && error.weakPasswordReasons) {
      return { weak_password: { message: error.message, reasons: error.weakPasswordReasons } };
    }
  }
  return profile.strongPassword === "null" ? { weak_password: null } : {};
}
