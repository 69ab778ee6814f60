import { endSessions } from "./open-session.ts";
import { identityOf, newIdentity, type User } from "../model/user.ts";
import type { AuthWorld } from "../world.ts";

/** What Auth writes when something is proven (models/user.go). All of these change a copy only. */

export function confirmPhone(user: User, now: number): void {
  user.confirmationToken = "";
  user.phoneConfirmedAt = now;
}

export function confirmEmail({ profile, now }: AuthWorld, user: User): void {
  user.confirmationToken = "";
  user.emailConfirmedAt = now();
  if (profile.marksEmailVerified) user.userMetadata.email_verified = true;
}

/** The new number becomes the number, and the phone identity learns of it; phoneChangeSentAt stays. */
export function confirmPhoneChange(world: AuthWorld, user: User, phone: string): void {
  const at = world.now();
  const identity = identityOf(user, "phone");
  if (identity) {
    Object.assign(identity.data, { phone, phone_verified: true });
    identity.updatedAt = at;
  } else {
    user.identities.push(newIdentity(world, user, "phone", { phone, phoneVerified: true }));
  }
  user.phone = user.newPhone;
  user.newPhone = "";
  user.phoneChangeToken = "";
  user.phoneConfirmedAt = at;
}

/** There is no mail to follow: an address is only changed where Auth confirms it without one. */
export function confirmEmailChange(world: AuthWorld, user: User, email: string): void {
  const identity = identityOf(user, "email");
  if (identity) Object.assign(identity.data, { email, email_verified: true });
  else user.identities.push(newIdentity(world, user, "email", { email, emailVerified: true }));
  user.isAnonymous = false;
  user.email = email;
  user.newEmail = "";
  if (user.emailConfirmedAt === null) confirmEmail(world, user);
}

/** A new password voids every code that is out and ends the user's other sessions. */
export function voidCodes(user: User): void {
  user.confirmationToken = "";
  user.confirmationSentAt = null;
  user.emailChangeSentAt = null;
  user.phoneChangeToken = "";
  user.phoneChangeSentAt = null;
  user.reauthenticationToken = "";
  user.reauthenticationSentAt = null;
}

export function endOtherSessions(world: AuthWorld, user: User, keptId: string | undefined): void {
  endSessions(world, (session) => session.userId === user.id && session.id !== keptId);
}
