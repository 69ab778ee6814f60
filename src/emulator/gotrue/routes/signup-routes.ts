import type { Hono } from "hono";
import { z } from "zod";
import { type SignUp, signUp, signUpAnonymously, signupsOff } from "../flows/sign-up.ts";
import { validEmail } from "../model/email-address.ts";
import { checkPassword } from "../model/password.ts";
import { validPhone } from "../model/phone-number.ts";
import { requestFacts, sendJson } from "../wire/answer.ts";
import { badRequest, invalid } from "../wire/auth-error.ts";
import { map, readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

const signupParams = z.object({
  email: text,
  phone: text,
  password: text,
  data: map,
  // Accepted whatever it says: with the hook on, every channel is valid and none reaches it.
  channel: text,
  code_challenge: text,
});

export function signupRoutes(app: Hono, world: AuthWorld): void {
  app.post("/signup", async (c) => {
    const params = await readParams(c, "SignupParams", signupParams);
    const data = params.data ?? {};
    if (params.email === "" && params.phone === "") return sendJson(await signUpAnonymously(world, data));
    if (world.settings.disableSignup) throw signupsOff();
    return sendJson(await signUp(world, { ...contactOf(world, params), data }, requestFacts(c)));
  });
}

type Params = z.output<typeof signupParams>;

function contactOf({ settings }: AuthWorld, params: Params): Omit<SignUp, "data"> {
  const { email, phone, password } = params;
  if (password === "") throw invalid("Signup requires a valid password");
  checkPassword(password, settings.passwordMinLength);
  if (email !== "" && phone !== "") {
    throw invalid("Only an email address or phone number should be provided on signup.");
  }
  if (phone !== "" && params.code_challenge !== "") throw invalid("PKCE not supported for phone signups");
  if (email !== "") {
    if (!settings.externalEmailEnabled) {
      throw badRequest("email_provider_disabled", "Email signups are disabled");
    }
    return { provider: "email", contact: validEmail(email), password };
  }
  if (!settings.externalPhoneEnabled) {
    throw badRequest("phone_provider_disabled", "Phone signups are disabled");
  }
  return { provider: "phone", contact: validPhone(phone), password };
}
