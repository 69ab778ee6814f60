import type { Hono } from "hono";
import { z } from "zod";
import { authenticate } from "../flows/authenticate.ts";
import { sendPhoneCode } from "../flows/send-phone-code.ts";
import { updateUser } from "../flows/update-user.ts";
import { validEmail } from "../model/email-address.ts";
import { validPhone } from "../model/phone-number.ts";
import { endSessions } from "../flows/open-session.ts";
import { userJson } from "../model/user-json.ts";
import { requestFacts, sendJson } from "../wire/answer.ts";
import { invalid, unprocessable } from "../wire/auth-error.ts";
import { map, optionalText, readParams, text } from "../wire/read-params.ts";
import type { AuthWorld } from "../world.ts";

const userParams = z.object({
  email: text,
  phone: text,
  password: optionalText,
  nonce: text,
  data: map,
  app_metadata: map,
});

export function userRoutes(app: Hono, world: AuthWorld): void {
  app.get("/user", async (c) => sendJson(userJson((await authenticate(world, c)).user)));

  app.put("/user", async (c) => {
    const signedIn = await authenticate(world, c);
    const { email, phone, app_metadata: appMetadata, ...rest } = await readParams(
      c,
      "UserUpdateParams",
      userParams,
    );
    const contacts = { email: email && validEmail(email), phone: phone && validPhone(phone) };
    await updateUser(world, signedIn, { ...rest, ...contacts, appMetadata }, requestFacts(c));
    return sendJson(userJson(signedIn.user));
  });

  reauthenticateRoute(app, world);
  logoutRoute(app, world);
}

/** `GET /reauthenticate` (api/reauthenticate.go): a user with an e-mail address gets no SMS. */
function reauthenticateRoute(app: Hono, world: AuthWorld): void {
  app.get("/reauthenticate", async (c) => {
    const { user } = await authenticate(world, c);
    if (user.email === "" && user.phone === "") {
      const text = "Reauthentication requires the user to have an email or a phone number";
      throw unprocessable("validation_failed", text);
    }
    if (user.email !== "") {
      if (user.emailConfirmedAt !== null) return sendJson({});
      throw unprocessable("email_not_confirmed", "Please verify your email first.");
    }
    if (user.phoneConfirmedAt === null) {
      throw unprocessable("phone_not_confirmed", "Please verify your phone first.");
    }
    const code = { user, phone: user.phone, purpose: "reauthentication" } as const;
    const messageId = await sendPhoneCode(world, code, requestFacts(c));
    world.store.commit(user);
    return sendJson(messageId ? { message_id: messageId } : {});
  });
}

/** `POST /logout` (api/logout.go). */
function logoutRoute(app: Hono, world: AuthWorld): void {
  app.post("/logout", async (c) => {
    const { user, session } = await authenticate(world, c);
    const scope = c.req.query("scope") || "global";
    if (!["global", "local", "others"].includes(scope)) {
      throw invalid(`Unsupported logout scope ${JSON.stringify(scope)}`);
    }
    endSessions(world, ({ id, userId }) => {
      if (userId !== user.id) return false;
      if (!session || scope === "global") return true;
      return (id === session.id) === (scope === "local");
    });
    return new Response(null, { status: 204 });
  });
}
