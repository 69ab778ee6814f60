import type { Context, Hono } from "hono";
import { z } from "zod";
import { sendPhoneCode } from "../flows/send-phone-code.ts";
import { signUp } from "../flows/sign-up.ts";
import { validEmail } from "../model/email-address.ts";
import { validPhone } from "../model/phone-number.ts";
import { base32 } from "../random.ts";
import { requestFacts, sendJson } from "../wire/answer.ts";
import { AuthError, badRequest, invalid, unprocessable } from "../wire/auth-error.ts";
import { flag, map, readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

const otpParams = z.object({ email: text, phone: text, create_user: flag(true), data: map, channel: text });
type OtpParams = z.output<typeof otpParams>;

/** `POST /otp` (api/otp.go). */
export function otpRoutes(app: Hono, world: AuthWorld): void {
  app.post("/otp", async (c) => {
    const params = await readParams(c, "OtpParams", otpParams);
    if (params.email !== "" && params.phone !== "") {
      throw invalid("Only an email address or phone number should be provided");
    }
    if (params.email !== "" && params.channel !== "") {
      throw invalid("Channel should only be specified with Phone OTP");
    }
    if (!params.create_user && !isKnown(world, params)) {
      throw unprocessable("otp_disabled", "Signups not allowed for otp");
    }
    if (params.email !== "") throw unprocessable("email_provider_disabled", "The emulator sends no e-mail");
    if (params.phone === "") throw invalid("One of email or phone must be set");
    return await phoneOtp(world, c, params);
  });
}

/** A malformed number is simply not known: Auth looks at that before it looks at the error. */
function isKnown({ store }: AuthWorld, { email, phone }: OtpParams): boolean {
  try {
    if (email !== "") return store.find("email", validEmail(email)) !== undefined;
    return phone === "" || store.find("phone", validPhone(phone)) !== undefined;
  } catch (error) {
    if (error instanceof AuthError) return false;
    throw error;
  }
}

async function phoneOtp(world: AuthWorld, c: Context, params: OtpParams): Promise<Response> {
  const { settings, store, random } = world;
  if (!settings.externalPhoneEnabled) {
    throw badRequest("phone_provider_disabled", "Unsupported phone provider");
  }
  const phone = validPhone(params.phone);
  if (store.find("phone", phone)?.phoneConfirmedAt == null) {
    const password = base32(random, 64);
    await signUp(
      world,
      { provider: "phone", contact: phone, password, data: params.data ?? {} },
      requestFacts(c),
    );
    // An autoconfirmed newcomer exists by now, even if the code cannot be sent.
    if (!settings.smsAutoconfirm) return sendJson({});
  }
  const user = store.find("phone", phone);
  if (!user) return sendJson({});
  const messageId = await sendPhoneCode(world, { user, phone, purpose: "confirmation" }, requestFacts(c));
  store.commit(user);
  return sendJson(messageId ? { message_id: messageId } : {});
}
