import type { Hono } from "hono";
import { z } from "zod";
import { confirmPhone, confirmPhoneChange } from "../flows/confirm.ts";
import { validEmail } from "../model/email-address.ts";
import { codeHash, isValidCode, testCode } from "../model/one-time-code.ts";
import { validPhone } from "../model/phone-number.ts";
import { openSession } from "../flows/open-session.ts";
import { isBanned, type User } from "../model/user.ts";
import { sendJson } from "../wire/answer.ts";
import { forbidden, invalid } from "../wire/auth-error.ts";
import { readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

const verifyParams = z.object({ type: text, token: text, token_hash: text, email: text, phone: text });

interface GivenCode {
  readonly type: string;
  readonly token: string;
  readonly phone: string;
}

/** `POST /verify` (api/verify.go); codes sent by e-mail are never right, as none is sent. */
export function verifyRoutes(app: Hono, world: AuthWorld): void {
  app.post("/verify", async (c) => {
    const params = await readParams(c, "VerifyParams", verifyParams);
    const given = givenCode(params);
    const user = verifiedUser(world, given);
    if (given.type === "sms") confirmPhone(user, world.now());
    else confirmPhoneChange(world, user, given.phone);
    user.isAnonymous = false;
    world.store.commit(user);
    return sendJson(await openSession(world, world.store.reload(user), "otp"));
  });
}

function givenCode(
  { type, token, token_hash: hash, email, phone }: z.output<typeof verifyParams>,
): GivenCode {
  if (type === "") throw invalid("Verify requires a verification type");
  if ((token === "") === (hash === "")) throw invalid("Verify requires either a token or a token hash");
  if (hash !== "") {
    if (email || phone) throw invalid("Only the token_hash and type should be provided");
    if (!["email", "signup", "invite", "recovery", "magiclink", "email_change"].includes(type)) {
      throw invalid("Invalid email verification type");
    }
    throw forbidden("otp_expired", "Email link is invalid or has expired");
  }
  if (phone !== "" && email === "") return { type, token, phone: validPhone(phone) };
  if (phone === "" && email !== "" && validEmail(email)) return { type, token, phone: "" };
  throw invalid("Only an email address or phone number should be provided on verify");
}

function verifiedUser({ store, settings, now }: AuthWorld, { type, token, phone }: GivenCode): User {
  const column = type === "sms" ? "phone" : "newPhone";
  const user = type === "sms" || type === "phone_change" ? store.find(column, phone) : undefined;
  if (!user) throw expired();
  if (isBanned(user, now())) throw forbidden("user_banned", "User is banned");
  if (testCode(settings, phone, now()) === token) return user;
  const sent = type === "sms"
    ? { hash: user.confirmationToken, sentAt: user.confirmationSentAt }
    : { hash: user.phoneChangeToken, sentAt: user.phoneChangeSentAt };
  if (isValidCode(codeHash(phone, token), sent, settings.smsOtpExpSeconds, now())) return user;
  throw expired();
}

const expired = () => forbidden("otp_expired", "Token has expired or is invalid");
