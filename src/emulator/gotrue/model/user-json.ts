import { type JsonMap, sortedMap } from "../wire/go-json.ts";
import { goTime } from "../wire/go-time.ts";
import type { Factor, Identity, Instant, User } from "./user.ts";

const time = (name: string, at: Instant) => (at === null ? {} : { [name]: goTime(at) });
const given = (name: string, value: string) => (value === "" ? {} : { [name]: value });

/** A user as Auth serialises it, to apps and to the hook alike (models/user.go). */
export function userJson(user: User): JsonMap {
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email,
    ...time("email_confirmed_at", user.emailConfirmedAt),
    phone: user.phone,
    ...time("phone_confirmed_at", user.phoneConfirmedAt),
    ...time("confirmation_sent_at", user.confirmationSentAt),
    ...time("confirmed_at", user.confirmedAt),
    ...given("new_email", user.newEmail),
    ...time("email_change_sent_at", user.emailChangeSentAt),
    ...given("new_phone", user.newPhone),
    ...time("phone_change_sent_at", user.phoneChangeSentAt),
    ...time("reauthentication_sent_at", user.reauthenticationSentAt),
    ...time("last_sign_in_at", user.lastSignInAt),
    app_metadata: sortedMap(user.appMetadata),
    user_metadata: sortedMap(user.userMetadata),
    ...(user.factors.length > 0 ? { factors: user.factors.map(factorJson) } : {}),
    identities: user.identities.map((identity) => identityJson(user, identity)),
    created_at: goTime(user.createdAt),
    updated_at: goTime(user.updatedAt),
    ...time("banned_until", user.bannedUntil),
    is_anonymous: user.isAnonymous,
  };
}

function identityJson(user: User, identity: Identity): JsonMap {
  return {
    identity_id: identity.identityId,
    id: user.id,
    user_id: user.id,
    identity_data: sortedMap(identity.data),
    provider: identity.provider,
    last_sign_in_at: goTime(identity.lastSignInAt),
    created_at: goTime(identity.createdAt),
    updated_at: goTime(identity.updatedAt),
    ...(typeof identity.data.email === "string" ? { email: identity.data.email } : {}),
  };
}

function factorJson(factor: Factor): JsonMap {
  return {
    id: factor.id,
    created_at: goTime(factor.createdAt),
    updated_at: goTime(factor.updatedAt),
    status: factor.status,
    ...given("friendly_name", factor.friendlyName),
    factor_type: "phone",
    phone: factor.phone,
    last_challenged_at: factor.lastChallengedAt === null ? null : goTime(factor.lastChallengedAt),
  };
}
