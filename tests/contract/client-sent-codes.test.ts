import { expect, test } from "vitest";
import { createPhoneAuth, createSentCodes, plan86 } from "../../src/client/index.ts";
import {
  createFakeAuth,
  PHONE,
  type Routes,
  SESSION_ROUTE,
  sessionOf,
  USER,
} from "../support/client-fake-auth.ts";

function setUp(routes: Routes) {
  let time = Date.UTC(2026, 5, 1);
  const { supabase } = createFakeAuth(({ method, path }) => routes[`${method} ${path}`] ?? { body: {} });
  const sentCodes = createSentCodes({ now: () => time });
  const phoneAuth = createPhoneAuth(supabase, { countryCode: "86", countries: [plan86], sentCodes });
  const signIn = () => phoneAuth.verifyCode({ phone: PHONE, code: "123456" });
  return { phoneAuth, sentCodes, signIn, pass: (seconds: number) => (time += seconds * 1000) };
}

test("a code to sign in is known by its number, and is over once it was entered", async () => {
  const { phoneAuth, sentCodes, signIn } = setUp(SESSION_ROUTE);
  await phoneAuth.requestCode({ phone: "138 0013 8000" });
  expect(sentCodes.running(PHONE, "sign_in")).toBe(true);
  await signIn();
  expect(sentCodes.running(PHONE, "sign_in")).toBe(false);
  expect(sentCodes.remainingSeconds(PHONE)).toBe(60);
});

test("a refusal's wait is that of the number, and what sent nothing starts none", async () => {
  const message = "For security purposes, you can only request this after 42 seconds.";
  const { phoneAuth, sentCodes } = setUp({
    "POST /otp": { status: 429, body: { code: "over_sms_send_rate_limit", message } },
    "POST /signup": { body: { ...USER, identities: [] } },
  });
  await phoneAuth.signUp({ phone: PHONE, password: "a password" });
  expect(sentCodes.remainingSeconds(PHONE)).toBe(0);
  await phoneAuth.requestCode({ phone: PHONE });
  expect(sentCodes.remainingSeconds(PHONE)).toBe(42);
  expect(sentCodes.running(PHONE, "sign_in")).toBe(false);
});

test("a second factor's code counts for its number, of which Auth tells by its id alone", async () => {
  const factor = {
    id: "f1",
    factor_type: "phone",
    friendly_name: "mine",
    status: "verified",
    phone: "8613800138000",
  };
  const user = { ...USER, factors: [factor] };
  const { phoneAuth: { secondFactor }, sentCodes, signIn } = setUp({
    "POST /verify": { body: sessionOf(user) },
    "GET /user": { body: user },
    "POST /factors/f1/challenge": { body: { id: "c1", type: "phone", expires_at: 1 } },
    "POST /factors/f1/verify": { body: sessionOf(user, "aal2") },
  });
  await signIn();
  expect(await secondFactor.status()).toMatchObject({ factors: [{ factorId: "f1", phone: PHONE }] });
  await secondFactor.challenge({ factorId: "f1" });
  expect(sentCodes.running(PHONE, "second_factor")).toBe(true);
  await secondFactor.verify({ factorId: "f1", challengeId: "c1", code: "123456" });
  expect(sentCodes.running(PHONE, "second_factor")).toBe(false);
  expect(sentCodes.remainingSeconds(PHONE)).toBe(60);
});

test("a changed number and a new password have codes of their own", async () => {
  const changing = { ...USER, new_phone: "8613900139000" };
  const { phoneAuth, sentCodes, signIn } = setUp({
    ...SESSION_ROUTE,
    "PUT /user": { body: changing },
    "GET /user": { body: USER },
    "GET /reauthenticate": { body: {} },
  });
  await signIn();
  await phoneAuth.changePhone({ phone: "139 0013 9000" });
  expect(sentCodes.running("+8613900139000", "phone_change")).toBe(true);
  expect(sentCodes.remainingSeconds(PHONE)).toBe(0);
  await phoneAuth.requestPasswordChangeCode();
  expect(sentCodes.running(PHONE, "password")).toBe(true);
  await phoneAuth.changePassword({ newPassword: "another one", code: "123456" });
  expect(sentCodes.running(PHONE, "password")).toBe(false);
});
