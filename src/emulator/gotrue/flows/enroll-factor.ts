import { validPhone } from "../model/phone-number.ts";
import type { Session } from "../model/session.ts";
import type { Factor, User } from "../model/user.ts";
import { forbidden, invalid, unprocessable } from "../wire/auth-error.ts";
import type { JsonMap } from "../wire/go-json.ts";
import type { AuthWorld } from "../world.ts";
import type { SignedIn } from "./authenticate.ts";

const MAX_FACTORS = 10;

/** A user's copy and one of its factors. */
export interface OwnedFactor {
  readonly user: User;
  readonly session: Session | undefined;
  readonly factor: Factor;
}

/** api/mfa.go, enrollPhoneFactor. */
export function enrollPhoneFactor(
  world: AuthWorld,
  { user, session }: SignedIn,
  given: string,
  name: string,
): JsonMap {
  if (given === "") throw invalid("Phone number required to enroll Phone factor");
  const phone = validPhone(given);
  if (user.factors.some((factor) => factor.phone === phone && factor.status === "verified")) {
    const text = "A verified phone factor already exists, unenroll the existing factor to continue";
    throw unprocessable("mfa_verified_factor_exists", text);
  }
  user.factors = user.factors.filter((factor) => factor.phone !== phone);
  checkOthers(user, session, name);
  const at = world.now();
  const factor: Factor = {
    id: world.random.uuid(),
    createdAt: at,
    updatedAt: at,
    status: "unverified",
    friendlyName: name,
    phone,
    lastChallengedAt: null,
  };
  user.factors.push(factor);
  world.store.commit(user);
  const totp = world.profile.enrollShowsTotp ? { totp: {} } : {};
  return { id: factor.id, type: "phone", friendly_name: name, ...totp, phone: given };
}

function checkOthers({ factors }: User, session: Session | undefined, name: string): void {
  if (factors.some(({ friendlyName }) => friendlyName === name)) {
    const text = `A factor with the friendly name ${JSON.stringify(name)} for this user already exists`;
    throw unprocessable("mfa_factor_name_conflict", text);
  }
  if (factors.length >= MAX_FACTORS) {
    const text = "Maximum number of verified factors reached, unenroll to continue";
    throw unprocessable("too_many_enrolled_mfa_factors", text);
  }
  if (factors.some(({ status }) => status === "verified") && session?.aal !== "aal2") {
    throw forbidden("insufficient_aal", "AAL2 required to enroll a new factor");
  }
}

export function unenrollFactor(world: AuthWorld, { user, session, factor }: OwnedFactor): void {
  if (factor.status === "verified" && session?.aal !== "aal2") {
    throw unprocessable("insufficient_aal", "AAL2 required to unenroll verified factor");
  }
  user.factors = user.factors.filter(({ id }) => id !== factor.id);
  world.store.commit(user);
  for (const verified of world.store.sessions.values()) {
    if (verified.factorId !== factor.id) continue;
    verified.aal = "aal1";
    verified.factorId = undefined;
    if (!world.profile.unenrollForgetsMethod) continue;
    verified.methods = verified.methods.filter(({ method }) => method !== "mfa/phone");
  }
}
