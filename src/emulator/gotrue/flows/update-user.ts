import { checkPassword, hashPassword, isPassword } from "../model/password.ts";
import { codeHash, isValidCode } from "../model/one-time-code.ts";
import { hasVerifiedFactor, mergeMap, type User } from "../model/user.ts";
import type { RequestFacts } from "../wire/answer.ts";
import { AuthError, badRequest, forbidden, unprocessable } from "../wire/auth-error.ts";
import type { JsonMap } from "../wire/go-json.ts";
import type { AuthWorld } from "../world.ts";
import type { SignedIn } from "./authenticate.ts";
import { confirmEmailChange, confirmPhoneChange, endOtherSessions, voidCodes } from "./confirm.ts";
import { sendPhoneCode } from "./send-phone-code.ts";

export interface UserUpdate {
  readonly email: string;
  /** Already normalised. */
  readonly phone: string;
  readonly password: string | undefined;
  readonly nonce: string;
  readonly data: JsonMap | undefined;
  readonly appMetadata: JsonMap | undefined;
}

const DAY_MS = 86_400_000;

/** `PUT /user` (api/user.go): checks first, then everything in one transaction with the SMS. */
export async function updateUser(
  world: AuthWorld,
  signedIn: SignedIn,
  update: UserUpdate,
  request: RequestFacts,
): Promise<void> {
  const { user, session } = signedIn;
  if (update.password !== undefined) checkPassword(update.password, world.settings.passwordMinLength);
  checkRights(world, signedIn, update);
  checkDuplicates(world, user, update);
  if (update.password !== undefined) setPassword(world, signedIn, update);
  if (update.data) mergeMap(user.userMetadata, update.data);
  if (changesEmail(user, update)) changeEmail(world, user, update.email);
  if (changesPhone(user, update)) await changePhone(world, user, update.phone, request);
  world.store.commit(user);
  if (update.password !== undefined) endOtherSessions(world, user, session?.id);
}

const changesEmail = (user: User, { email }: UserUpdate) => email !== "" && email !== user.email;
const changesPhone = (user: User, { phone }: UserUpdate) => phone !== "" && phone !== user.phone;

function checkRights(world: AuthWorld, { user, session }: SignedIn, update: UserUpdate): void {
  if (update.appMetadata) throw forbidden("not_admin", "Updating app_metadata requires admin privileges");
  const credentials = update.password || changesEmail(user, update) || changesPhone(user, update);
  if (
    world.profile.aal2ToChangeCredentials && credentials && hasVerifiedFactor(user) && session?.aal !== "aal2"
  ) {
    const text = "AAL2 session is required to update email or password when MFA is enabled.";
    throw new AuthError(401, "insufficient_aal", text);
  }
  if (user.isAnonymous && update.password && !update.email && !update.phone) {
    const text = "Updating password of an anonymous user without an email or phone is not allowed";
    throw unprocessable("validation_failed", text);
  }
}

function checkDuplicates({ store }: AuthWorld, user: User, update: UserUpdate): void {
  if (changesEmail(user, update) && store.find("email", update.email)) {
    throw unprocessable("email_exists", "A user with this email address has already been registered");
  }
  if (changesPhone(user, update) && store.find("phone", update.phone)) {
    throw unprocessable("phone_exists", "A user with this phone number has already been registered");
  }
}

function setPassword(
  world: AuthWorld,
  { user, session }: SignedIn,
  { password = "", nonce }: UserUpdate,
): void {
  const { settings, now } = world;
  if (settings.updatePasswordRequireReauthentication && (!session || now() > session.createdAt + DAY_MS)) {
    if (nonce === "") {
      throw badRequest("reauthentication_needed", "Password update requires reauthentication");
    }
    spendNonce(world, user, nonce);
  }
  if (user.passwordHash !== "" && isPassword(user.passwordHash, password)) {
    throw unprocessable("same_password", "New password should be different from the old password.");
  }
  user.passwordHash = hashPassword(world.random, password);
  voidCodes(user);
}

/** A nonce is gone once it was right, even when the update fails afterwards (api/reauthenticate.go). */
function spendNonce({ settings, store, now }: AuthWorld, user: User, nonce: string): void {
  const sent = { hash: user.reauthenticationToken, sentAt: user.reauthenticationSentAt };
  const given = codeHash(user.email || user.phone, nonce);
  if (!isValidCode(given, sent, settings.smsOtpExpSeconds, now())) {
    throw unprocessable("reauthentication_not_valid", "Nonce has expired or is invalid");
  }
  user.reauthenticationToken = "";
  store.commit(user);
}

function changeEmail(world: AuthWorld, user: User, email: string): void {
  if (user.isAnonymous && world.settings.mailerAutoconfirm) return confirmEmailChange(world, user, email);
  user.newEmail = email;
  user.emailChangeSentAt = world.now();
}

async function changePhone(
  world: AuthWorld,
  user: User,
  phone: string,
  request: RequestFacts,
): Promise<void> {
  if (!world.settings.smsAutoconfirm) {
    await sendPhoneCode(world, { user, phone, purpose: "phone_change" }, request);
    return;
  }
  user.newPhone = phone;
  confirmPhoneChange(world, user, phone);
  user.isAnonymous = false;
}
