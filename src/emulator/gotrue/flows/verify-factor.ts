import { newCode, tooSoon } from "../model/one-time-code.ts";
import { activeRefreshToken, addMethod } from "../model/session.ts";
import { endSessions, rotate, sessionJson } from "./open-session.ts";
import type { Challenge } from "../model/store.ts";
import type { Factor, User } from "../model/user.ts";
import type { RequestFacts } from "../wire/answer.ts";
import { AuthError, internal, tooMany, unprocessable } from "../wire/auth-error.ts";
import type { JsonMap } from "../wire/go-json.ts";
import type { AuthWorld } from "../world.ts";
import type { OwnedFactor } from "./enroll-factor.ts";

const CHALLENGE_SECONDS = 300;

/** No transaction, no test codes, no limit per hour, and one text for everything that the hook does wrong. */
export async function challengeFactor(
  world: AuthWorld,
  user: User,
  factor: Factor,
  request: RequestFacts,
): Promise<JsonMap> {
  const { settings, random, store, now } = world;
  const refusal = tooSoon(factor.lastChallengedAt, settings.mfaPhoneMaxFrequencyMs, now());
  if (refusal) throw tooMany("over_sms_send_rate_limit", refusal);
  const otp = newCode(random, settings.mfaPhoneOtpLength);
  if (!world.sendHook) throw internal("Failed to get SMS provider");
  try {
    await world.sendHook({ user, phone: factor.phone, otp, mfa: true, ip: request.ip }, request.signal);
  } catch (error) {
    if (error instanceof AuthError) throw internal("error invoking hook");
    throw error;
  }
  const createdAt = now();
  const challenge = {
    id: random.uuid(),
    factorId: factor.id,
    ip: request.ip,
    code: otp,
    createdAt,
    verified: false,
  };
  store.challenges.set(challenge.id, challenge);
  factor.lastChallengedAt = createdAt;
  store.commit(user);
  return { id: challenge.id, type: "phone", expires_at: Math.floor(createdAt / 1000) + CHALLENGE_SECONDS };
}

interface GivenCode {
  readonly challengeId: string;
  readonly code: string;
  readonly ip: string;
}

export async function verifyFactor(
  world: AuthWorld,
  { user, session, factor }: OwnedFactor,
  given: GivenCode,
): Promise<JsonMap> {
  const challenge = openChallenge(world, factor, given);
  if (challenge.code !== given.code) {
    throw unprocessable("mfa_verification_failed", "Invalid MFA Phone code entered");
  }
  if (!session) throw internal("Cannot read SessionId claim as UUID");
  challenge.verified = true;
  const at = world.now();
  factor.status = "verified";
  factor.updatedAt = at;
  user.factors = user.factors.filter(({ status }) => status === "verified");
  world.store.commit(user);
  addMethod(session, "mfa/phone", at);
  session.aal = "aal2";
  session.factorId = factor.id;
  // Whoever signed in without the second factor has to sign in again.
  endSessions(world, ({ userId, aal }) => userId === user.id && aal === "aal1");
  return await sessionJson(world, user, session, rotate(world, session, activeRefreshToken(session)));
}

function openChallenge({ store, now }: AuthWorld, factor: Factor, { challengeId, ip }: GivenCode): Challenge {
  const challenge = store.challenges.get(challengeId);
  if (!challenge || challenge.factorId !== factor.id) {
    throw unprocessable("mfa_factor_not_found", "MFA factor with the provided challenge ID not found");
  }
  if (challenge.verified || challenge.ip !== ip) {
    throw unprocessable("mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch");
  }
  if (now() > challenge.createdAt + CHALLENGE_SECONDS * 1000) {
    store.challenges.delete(challengeId);
    const text =
      `MFA challenge ${challengeId} has expired, verify against another challenge or create a new challenge.`;
    throw unprocessable("mfa_challenge_expired", text);
  }
  return challenge;
}
