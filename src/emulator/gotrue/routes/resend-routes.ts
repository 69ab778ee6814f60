import type { Hono } from "hono";
import { z } from "zod";
import { sendPhoneCode } from "../flows/send-phone-code.ts";
import { validEmail } from "../model/email-address.ts";
import { validPhone } from "../model/phone-number.ts";
import type { User } from "../model/user.ts";
import { type RequestFacts, requestFacts, sendJson } from "../wire/answer.ts";
import { AuthError, badRequest, internal, invalid } from "../wire/auth-error.ts";
import { readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

const resendParams = z.object({ type: text, email: text, phone: text });
type ResendParams = z.output<typeof resendParams>;

/** `POST /resend` (api/resend.go). Whom it does not know it answers like anyone else. */
export function resendRoutes(app: Hono, world: AuthWorld): void {
  app.post("/resend", async (c) => {
    const params = await readParams(c, "ResendConfirmationParams", resendParams);
    const contact = contactOf(world, params);
    const user = world.store.find(contact.column, contact.value);
    const messageId = user ? await resend(world, user, params.type, requestFacts(c)) : "";
    return sendJson(messageId ? { message_id: messageId } : {});
  });
}

function contactOf({ settings }: AuthWorld, { type, email, phone }: ResendParams) {
  if (!["signup", "email_change", "sms", "phone_change"].includes(type)) {
    throw invalid("Missing one of these types: signup, email_change, sms, phone_change");
  }
  if (email === "" && type === "signup") throw invalid("Type provided requires an email address");
  if (phone === "" && type === "sms") throw invalid("Type provided requires a phone number");
  if (email !== "" && phone !== "") {
    throw invalid("Only an email address or phone number should be provided.");
  }
  if (email !== "") {
    if (!settings.externalEmailEnabled) {
      throw badRequest("email_provider_disabled", "Email logins are disabled");
    }
    return { column: "email", value: validEmail(email) } as const;
  }
  if (phone === "") throw invalid("Missing email address or phone number");
  if (!settings.externalPhoneEnabled) {
    throw badRequest("phone_provider_disabled", "Phone logins are disabled");
  }
  return { column: "phone", value: validPhone(phone) } as const;
}

async function resend(world: AuthWorld, user: User, type: string, request: RequestFacts): Promise<string> {
  const purpose = type === "sms" ? "confirmation" : "phone_change";
  const phone = type === "sms" ? user.phone : user.newPhone;
  // Mail is never sent; a confirmed number needs no code, and neither does a change that nobody asked for.
  if (!["sms", "phone_change"].includes(type) || phone === "") return "";
  if (type === "sms" && user.phoneConfirmedAt !== null) return "";
  try {
    const messageId = await sendPhoneCode(world, { user, phone, purpose }, request);
    world.store.commit(user);
    return messageId;
  } catch (error) {
    if (error instanceof AuthError && world.profile.resendHidesFailures) {
      throw internal("Unable to process request");
    }
    throw error;
  }
}
