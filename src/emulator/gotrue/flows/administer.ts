import { validEmail } from "../model/email-address.ts";
import { checkPassword, hashPassword } from "../model/password.ts";
import { validPhone } from "../model/phone-number.ts";
import { identityOf, mergeMap, newIdentity, newUser, type Provider, type User } from "../model/user.ts";
import { isUuid } from "../model/uuid.ts";
import { base32 } from "../random.ts";
import { invalid, unprocessable } from "../wire/auth-error.ts";
import { goDurationMs } from "../wire/go-time.ts";
import type { AuthWorld } from "../world.ts";
import type { AdminParams } from "./admin-params.ts";
import { confirmEmail, confirmPhone, endOtherSessions, voidCodes } from "./confirm.ts";

/** `POST /admin/users`: no SMS, no session (api/admin.go). */
export async function createUser(world: AuthWorld, params: AdminParams): Promise<User> {
  if (params.email === "" && params.phone === "") {
    throw invalid("Cannot create a user without either an email or phone");
  }
  const email = params.email && validEmail(params.email);
  const phone = params.phone && validPhone(params.phone);
  checkFree(world, email, phone);
  if (params.id !== "" && !isUuid(params.id)) throw invalid("ID must conform to the uuid v4 format");
  const providers: Provider[] = [...(email ? ["email" as const] : []), ...(phone ? ["phone" as const] : [])];
  const user = newUser(world, {
    ...(params.id ? { id: params.id } : {}),
    ...(params.role ? { role: params.role } : {}),
    email,
    phone,
    passwordHash: hashPassword(world.random, params.password || base32(world.random, 64)),
    userMetadata: params.user_metadata ?? {},
    appMetadata: { provider: providers[0], providers },
  });
  if (email) user.identities.push(newIdentity(world, user, "email", { email }));
  if (phone) user.identities.push(newIdentity(world, user, "phone", { phone }));
  applyShared(world, user, params);
  const insert = await world.store.openInsert(user);
  insert.commit();
  insert.close();
  return user;
}

function checkFree({ store }: AuthWorld, email: string, phone: string): void {
  if (store.find("email", email)) {
    throw unprocessable("email_exists", "A user with this email address has already been registered");
  }
  if (store.find("phone", phone)) {
    throw unprocessable("phone_exists", "Phone number already registered by another user");
  }
}

/** `PUT /admin/users/{id}`. */
export function updateUserAsAdmin(world: AuthWorld, user: User, params: AdminParams): void {
  if (params.password !== undefined) {
    checkPassword(params.password, world.settings.passwordMinLength);
    user.passwordHash = hashPassword(world.random, params.password);
    voidCodes(user);
  }
  if (params.role !== "") user.role = params.role;
  if (params.email !== "") setContact(world, user, "email", validEmail(params.email), params.email_confirm);
  if (params.phone !== "") setContact(world, user, "phone", validPhone(params.phone), params.phone_confirm);
  applyShared(world, user, params);
  if (params.user_metadata) mergeMap(user.userMetadata, params.user_metadata);
  world.store.commit(user);
  if (params.password !== undefined) endOtherSessions(world, user, undefined);
}

function setContact(
  world: AuthWorld,
  user: User,
  provider: Provider,
  value: string,
  verified: boolean,
): void {
  const data = { [provider]: value, [`${provider}_verified`]: verified };
  const identity = identityOf(user, provider) ?? newIdentity(world, user, provider, {});
  Object.assign(identity.data, data);
  if (!user.identities.includes(identity)) user.identities.push(identity);
  user[provider] = value;
  if (verified) user.isAnonymous = false;
}

function applyShared(world: AuthWorld, user: User, params: AdminParams): void {
  if (params.app_metadata) mergeMap(user.appMetadata, params.app_metadata);
  if (params.email_confirm) confirmEmail(world, user);
  if (params.phone_confirm) confirmPhone(user, world.now());
  if (params.ban_duration === "") return;
  const ms = params.ban_duration === "none" ? 0 : goDurationMs(params.ban_duration);
  if (ms === undefined) {
    const text = `time: invalid duration ${JSON.stringify(params.ban_duration)}`;
    throw invalid(`invalid format for ban duration: ${text}`);
  }
  user.bannedUntil = ms === 0 ? null : world.now() + ms;
}
