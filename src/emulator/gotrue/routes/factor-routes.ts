import type { Context, Hono } from "hono";
import { z } from "zod";
import { authenticate, type SignedIn } from "../flows/authenticate.ts";
import { enrollPhoneFactor, type OwnedFactor, unenrollFactor } from "../flows/enroll-factor.ts";
import { challengeFactor, verifyFactor } from "../flows/verify-factor.ts";
import { isUuid } from "../model/uuid.ts";
import { requestFacts, sendJson } from "../wire/answer.ts";
import { forbidden, invalid, notFound, unprocessable } from "../wire/auth-error.ts";
import { readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

const enrollParams = z.object({ friendly_name: text, factor_type: text, issuer: text, phone: text });
const challengeParams = z.object({ channel: text });
const verifyParams = z.object({ challenge_id: text, code: text });

/** `/factors` for phone factors (api/mfa.go). */
export function factorRoutes(app: Hono, world: AuthWorld): void {
  app.post("/factors", async (c) => {
    const signedIn = await authenticateOwner(world, c);
    const params = await readParams(c, "EnrollFactorParams", enrollParams);
    if (params.factor_type !== "phone") throw otherFactor(params.factor_type);
    if (!world.settings.mfaPhoneEnrollEnabled) {
      throw unprocessable("mfa_phone_enroll_not_enabled", "MFA enroll is disabled for Phone");
    }
    return sendJson(enrollPhoneFactor(world, signedIn, params.phone, params.friendly_name));
  });

  app.post("/factors/:id/challenge", async (c) => {
    const { user, factor } = await ownFactor(world, c);
    checkVerifyEnabled(world);
    await readParams(c, "ChallengeFactorParams", challengeParams);
    return sendJson(await challengeFactor(world, user, factor, requestFacts(c)));
  });

  app.post("/factors/:id/verify", async (c) => {
    const { session, factor, user } = await ownFactor(world, c);
    const { code, challenge_id: challengeId } = await readParams(c, "VerifyFactorParams", verifyParams);
    if (code === "") throw invalid("Code needs to be non-empty");
    checkVerifyEnabled(world);
    const given = { challengeId, code, ip: requestFacts(c).ip };
    return sendJson(await verifyFactor(world, { user, session, factor }, given));
  });

  app.delete("/factors/:id", async (c) => {
    const owned = await ownFactor(world, c);
    unenrollFactor(world, owned);
    return sendJson({ id: owned.factor.id });
  });
}

async function authenticateOwner(world: AuthWorld, c: Context): Promise<SignedIn> {
  const signedIn = await authenticate(world, c);
  if (signedIn.claims.isAnonymous) {
    throw forbidden("no_authorization", "Anonymous user not allowed to perform these actions");
  }
  return signedIn;
}

async function ownFactor(world: AuthWorld, c: Context): Promise<OwnedFactor> {
  const signedIn = await authenticateOwner(world, c);
  const factorId = c.req.param("id") ?? "";
  if (!isUuid(factorId)) throw notFound("validation_failed", "factor_id must be an UUID");
  const factor = signedIn.user.factors.find(({ id }) => id === factorId);
  if (!factor) throw notFound("mfa_factor_not_found", "Factor not found");
  return { user: signedIn.user, session: signedIn.session, factor };
}

function checkVerifyEnabled({ settings }: AuthWorld): void {
  if (settings.mfaPhoneVerifyEnabled) return;
  throw unprocessable("mfa_phone_verify_not_enabled", "MFA verification is disabled for Phone");
}

function otherFactor(type: string): Error {
  if (type === "totp") return unprocessable("mfa_totp_enroll_not_enabled", "MFA enroll is disabled for TOTP");
  if (type === "webauthn") {
    return unprocessable("mfa_webauthn_enroll_not_enabled", "MFA enroll is disabled for WebAuthn");
  }
  return invalid("factor_type needs to be totp, phone, or webauthn");
}
