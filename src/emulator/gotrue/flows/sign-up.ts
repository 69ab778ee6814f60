import { hashPassword } from "../model/password.ts";
import { openSession } from "./open-session.ts";
import { userJson } from "../model/user-json.ts";
import { identityOf, newIdentity, newUser, type Provider, type User } from "../model/user.ts";
import type { RequestFacts } from "../wire/answer.ts";
import { unprocessable } from "../wire/auth-error.ts";
import type { JsonMap } from "../wire/go-json.ts";
import type { AuthWorld } from "../world.ts";
import { confirmEmail, confirmPhone } from "./confirm.ts";
import { sendPhoneCode } from "./send-phone-code.ts";

export interface SignUp {
  readonly provider: Provider;
  /** The phone or e-mail address, already normalised. */
  readonly contact: string;
  readonly password: string;
  readonly data: JsonMap;
}

/** `POST /signup` with a phone or an e-mail address (api/signup.go). */
export async function signUp(world: AuthWorld, asked: SignUp, request: RequestFacts): Promise<JsonMap> {
  const { store, settings } = world;
  if (settings.disableSignup) throw signupsOff();
  const known = store.find(asked.provider, asked.contact);
  if (known && isConfirmed(known, asked.provider)) return knownUser(world, asked);
  const user = known ?? draftUser(world, asked);
  const insert = known ? undefined : await store.openInsert(user);
  try {
    addIdentity(world, user, asked);
    if (asked.provider === "phone") await confirmOrSend(world, user, asked.contact, request);
    else if (settings.mailerAutoconfirm) confirmEmail(world, user);
    else user.confirmationSentAt = world.now(); // The mail that Auth would send.
    if (insert) insert.commit();
    else store.commit(user);
  } finally {
    insert?.close();
  }
  if (user.emailConfirmedAt === null && user.phoneConfirmedAt === null) return userJson(user);
  return await openSession(world, user, "password");
}

export const signupsOff = () => unprocessable("signup_disabled", "Signups not allowed for this instance");

function isConfirmed(user: User, provider: Provider): boolean {
  return (provider === "phone" ? user.phoneConfirmedAt : user.emailConfirmedAt) !== null;
}

function draftUser(world: AuthWorld, { provider, contact, password, data }: SignUp): User {
  return newUser(world, {
    [provider]: contact,
    passwordHash: hashPassword(world.random, password),
    userMetadata: { ...data },
    appMetadata: { provider, providers: [provider] },
  });
}

/** A user without an identity of this provider is unconfirmed: identity, metadata and providers start anew. */
function addIdentity(world: AuthWorld, user: User, { provider, contact, data }: SignUp): void {
  if (identityOf(user, provider)) return;
  const claims = provider === "email" ? { email: contact } : {};
  const identity = newIdentity(world, user, provider, claims, data);
  user.identities = [identity];
  user.userMetadata = { ...identity.data };
  user.appMetadata = { ...user.appMetadata, provider, providers: [provider] };
}

async function confirmOrSend(
  world: AuthWorld,
  user: User,
  phone: string,
  request: RequestFacts,
): Promise<void> {
  if (world.settings.smsAutoconfirm) confirmPhone(user, world.now());
  else await sendPhoneCode(world, { user, phone, purpose: "confirmation" }, request);
}

/** Whether a number is registered must not show, unless nothing is ever sent to find out. */
function knownUser(world: AuthWorld, { provider, contact, data }: SignUp): JsonMap {
  if (world.settings.mailerAutoconfirm || world.settings.smsAutoconfirm) {
    throw unprocessable("user_already_exists", "User already registered");
  }
  return userJson(newUser(world, {
    [provider]: contact,
    role: "",
    confirmationSentAt: world.now(),
    userMetadata: { ...data },
    appMetadata: { provider, providers: [provider] },
  }));
}

/** `POST /signup` with neither: a user without an identity (api/anonymous.go). */
export async function signUpAnonymously(world: AuthWorld, data: JsonMap): Promise<JsonMap> {
  const { settings, store } = world;
  if (!settings.externalAnonymousUsersEnabled) {
    throw unprocessable("anonymous_provider_disabled", "Anonymous sign-ins are disabled");
  }
  if (settings.disableSignup) throw signupsOff();
  const user = newUser(world, { isAnonymous: true, userMetadata: { ...data } });
  const insert = await store.openInsert(user);
  insert.commit();
  insert.close();
  return await openSession(world, user, "anonymous");
}
