import { readFileSync } from "node:fs";
import type { createClient } from "@supabase/supabase-js";
import { createClient as createOldest } from "supabase-js-oldest";
import { expect, test } from "vitest";
import { PHONE, problemCode, SESSION_ROUTE, setUp, USER } from "../support/client-fake-auth.ts";

// Two releases of one library have classes with private members of their own, which TypeScript tells apart.
const oldest = createOldest as unknown as typeof createClient;
const withOldest = (routes: Parameters<typeof setUp>[0]) =>
  setUp({ ...SESSION_ROUTE, ...routes }, {}, oldest);

test("the client names the release that is tested here", () => {
  const { version } = JSON.parse(readFileSync("node_modules/supabase-js-oldest/package.json", "utf8"));
  expect(readFileSync("src/client/index.ts", "utf8")).toContain(`supabase-js ${version} or newer`);
});

test("a phone factor keeps its number and is challenged by SMS", async () => {
  const { phoneAuth, sent, signIn } = withOldest({
    "POST /factors": { body: { id: "f1", type: "phone", phone: PHONE } },
    "POST /factors/f1/challenge": { body: { id: "c1", type: "phone", expires_at: 1 } },
  });
  await signIn();
  expect(await phoneAuth.secondFactor.enroll({ phone: PHONE, name: "mine" })).toMatchObject({
    factorId: "f1",
  });
  expect(sent.at(-1)?.body).toMatchObject({ factor_type: "phone", phone: PHONE, friendly_name: "mine" });
  expect(await phoneAuth.secondFactor.challenge({ factorId: "f1" })).toMatchObject({ challengeId: "c1" });
  expect(sent.at(-1)?.body).toMatchObject({ channel: "sms" });
});

test("a change of number and a change of password arrive whole", async () => {
  const user = { ...USER, new_phone: "8613900139000" };
  const { phoneAuth, sent, signIn } = withOldest({
    "GET /user": { body: user },
    "PUT /user": { body: user },
  });
  await signIn();
  expect(problemCode(await phoneAuth.changePhone({ phone: "139 0013 9000" }))).toBe("ok");
  expect(problemCode(await phoneAuth.resendPhoneChangeCode())).toBe("ok");
  await phoneAuth.changePassword({ newPassword: "new horse 2", currentPassword: "old", code: "123456" });
  expect(sent.at(-1)?.body).toMatchObject({
    password: "new horse 2",
    current_password: "old",
    nonce: "123456",
  });
});

test.each([422, 500])("the hook's reason is read at HTTP %i", async (status) => {
  const message = "sms_recipient_invalid: text";
  const { phoneAuth } = withOldest({
    "POST /otp": { status, body: { code: "unknown", message, msg: message } },
  });
  expect(problemCode(await phoneAuth.requestCode({ phone: PHONE }))).toBe("sms_recipient_invalid");
});
