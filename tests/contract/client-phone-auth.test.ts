import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createPhoneAuth } from "../../src/client/index.ts";
import {
  createFakeAuth,
  NOT_FOUND,
  PHONE,
  problemCode,
  type Routes,
  SESSION_ROUTE,
  sessionOf,
  setUp,
  USER,
} from "../support/client-fake-auth.ts";

describe("sign up", () => {
  const folder = new URL("../fixtures/auth/rest/", import.meta.url);
  const recorded = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  const again = { phone: "138 0013 8000", password: "guess of a stranger" };

  test.each(recorded)("Auth $release: a new number is asked for the code", async ({ cases }) => {
    for (const name of ["signup new", "signup again, unconfirmed"]) {
      const { phoneAuth, sent } = setUp({ "POST /signup": cases[name].response });
      expect(await phoneAuth.signUp(again)).toEqual({ ok: true, step: "enter_code", phone: PHONE });
      expect(sent[0]?.body).toMatchObject({ phone: PHONE, channel: "sms" });
    }
  });

  test.each(recorded)("Auth $release: the made-up user is told that no code was sent", async ({ cases }) => {
    const name = "no autoconfirm anywhere: signup again, confirmed (the fake user)";
    const { phoneAuth } = setUp({ "POST /signup": cases[name].response });
    const outcome = await phoneAuth.signUp(again);
    expect(problemCode(outcome)).toBe("signup_sent_no_code");
    // "If": Auth did not say that the number is registered, so neither do we.
    expect(outcome.ok || outcome.problem.text("en")).toContain("If you already have an account");
    expect(outcome.ok || outcome.problem.text("zh")).toContain("如果您已有账号");
  });

  test.each(recorded)("Auth $release: a registered number is told so where Auth does", async ({ cases }) => {
    const { phoneAuth } = setUp({ "POST /signup": cases["signup again, confirmed"].response });
    expect(problemCode(await phoneAuth.signUp(again))).toBe("user_already_exists");
  });

  test("where Auth needs no code the person is signed in", async () => {
    const { phoneAuth } = setUp({ "POST /signup": { body: sessionOf(USER) } });
    expect(await phoneAuth.signUp(again)).toMatchObject({ ok: true, step: "signed_in", phone: PHONE });
  });

  test("a number without country code or an empty password asks nothing of Auth", async () => {
    const { supabase, sent } = createFakeAuth(() => NOT_FOUND);
    const phoneAuth = createPhoneAuth(supabase);
    expect(problemCode(await phoneAuth.signUp({ phone: "13800138000", password: "x" }))).toBe(
      "phone_country_missing",
    );
    expect(problemCode(await phoneAuth.signUp({ phone: PHONE, password: "" }))).toBe("password_missing");
    expect(sent).toEqual([]);
  });
});

describe("sign in", () => {
  test("requestCode() sends the number in E.164, the captcha token and whether to register", async () => {
    const { phoneAuth, sent } = setUp({ "POST /otp": { body: {} } });
    const outcome = await phoneAuth.requestCode({
      phone: "１３８ 0013 8000",
      createUser: false,
      captchaToken: "t",
    });
    expect(outcome).toEqual({ ok: true, phone: PHONE });
    const security = { captcha_token: "t" };
    expect(sent[0]?.body).toMatchObject({ phone: PHONE, create_user: false, gotrue_meta_security: security });
  });

  test("requestCode() hands on the hook's refusal with its wait", async () => {
    const message = "sms_rate_limited: Too many codes were requested. Try again in 42 seconds.";
    const { phoneAuth } = setUp({ "POST /otp": { status: 429, body: { code: "unknown", message } } });
    const outcome = await phoneAuth.requestCode({ phone: PHONE });
    expect(outcome).toMatchObject({ problem: { code: "sms_rate_limited", retryAfterSeconds: 42 } });
    expect(outcome.ok || outcome.problem.text("zh")).toBe("验证码请求过于频繁，请42秒后再试。");
  });

  test("the picker of one call wins over the default", async () => {
    const { phoneAuth } = setUp({ "POST /otp": { body: {} } });
    const outcome = await phoneAuth.requestCode({ phone: "9123 4567", countryCode: "852" });
    expect(outcome).toEqual({ ok: true, phone: "+85291234567" });
  });

  test("verifyCode() sends the cleaned code and gives the session", async () => {
    const { phoneAuth, sent, supabase } = setUp(SESSION_ROUTE);
    const outcome = await phoneAuth.verifyCode({ phone: "13800138000", code: " １２3 456 " });
    expect(outcome).toMatchObject({
      ok: true,
      user: { id: "user-1" },
      session: { refresh_token: "refresh" },
    });
    expect(sent[0]?.body).toMatchObject({ phone: PHONE, token: "123456", type: "sms" });
    expect((await supabase.auth.getSession()).data.session?.refresh_token).toBe("refresh");
  });

  test("signInWithPassword() and resendSignUpCode() address the number in E.164", async () => {
    const { phoneAuth, sent } = setUp({
      "POST /token?grant_type=password": { body: sessionOf(USER) },
      "POST /resend": { body: {} },
    });
    expect(problemCode(await phoneAuth.signInWithPassword({ phone: "0086 13800138000", password: "p" })))
      .toBe("ok");
    expect(await phoneAuth.resendSignUpCode({ phone: PHONE })).toEqual({ ok: true, phone: PHONE });
    expect(sent.map(({ body }) => body)).toMatchObject([{ phone: PHONE, password: "p" }, {
      phone: PHONE,
      type: "sms",
    }]);
  });

  test.each(["global", "local", "others"] as const)("signOut() passes the scope %s", async (scope) => {
    const { phoneAuth, sent, signIn } = setUp({
      ...SESSION_ROUTE,
      [`POST /logout?scope=${scope}`]: { status: 204, body: "" },
    });
    await signIn();
    expect(await phoneAuth.signOut({ scope })).toEqual({ ok: true });
    expect(sent[1]?.path).toBe(`/logout?scope=${scope}`);
  });
});

describe("account", () => {
  const changing = { ...USER, new_phone: "8613900139000" };

  test("completeProfile() sets a password and a name", async () => {
    const { phoneAuth, sent, signIn } = setUp({ ...SESSION_ROUTE, "PUT /user": { body: USER } });
    await signIn();
    expect(await phoneAuth.completeProfile({ password: "correct horse 1", name: "李雷" })).toMatchObject({
      ok: true,
    });
    expect(sent[1]?.body).toMatchObject({ password: "correct horse 1", data: { name: "李雷" } });
  });

  test("changePhone() asks for the code of the new number, and verifyPhoneChange() uses it", async () => {
    const { phoneAuth, sent, signIn } = setUp({ ...SESSION_ROUTE, "PUT /user": { body: changing } });
    await signIn();
    const step = { ok: true, step: "enter_code", phone: "+8613900139000" };
    expect(await phoneAuth.changePhone({ phone: "139 0013 9000" })).toEqual(step);
    await phoneAuth.verifyPhoneChange({ phone: "139 0013 9000", code: "123456" });
    expect(sent[2]?.body).toMatchObject({ phone: "+8613900139000", token: "123456", type: "phone_change" });
  });

  test("changePhone() to one's own number, or where Auth needs no code, is done", async () => {
    const { phoneAuth, signIn } = setUp({ ...SESSION_ROUTE, "PUT /user": { body: USER } });
    await signIn();
    expect(await phoneAuth.changePhone({ phone: PHONE })).toMatchObject({
      ok: true,
      step: "changed",
      phone: PHONE,
    });
  });

  test.each([
    ["a number", {}],
    ["an e-mail address alone", { phone: "", email: "a@example.com" }],
    ["neither, as after an anonymous sign-in or with OAuth", { phone: "", email: "" }],
  ])("resendPhoneChangeCode() asks for the same change again, for a user with %s", async (_, known) => {
    const user = { ...changing, ...known };
    const { phoneAuth, sent, signIn } = setUp({
      ...SESSION_ROUTE,
      "GET /user": { body: user },
      "PUT /user": { body: user },
    });
    await signIn();
    expect(await phoneAuth.resendPhoneChangeCode()).toEqual({ ok: true, phone: "+8613900139000" });
    expect(sent.at(-1)).toMatchObject({ method: "PUT", path: "/user", body: { phone: "+8613900139000" } });
  });

  test("resendPhoneChangeCode() without a pending change says so and asks for none", async () => {
    const { phoneAuth, sent, signIn } = setUp({ ...SESSION_ROUTE, "GET /user": { body: USER } });
    await signIn();
    expect(problemCode(await phoneAuth.resendPhoneChangeCode())).toBe("phone_change_not_pending");
    expect(sent.some(({ method }) => method === "PUT")).toBe(false);
  });

  test("a password change goes through reauthentication", async () => {
    const refusal = { code: "reauthentication_needed", message: "Password update requires reauthentication" };
    const routes: Routes = {
      ...SESSION_ROUTE,
      "PUT /user": { status: 400, body: refusal },
      "GET /user": { body: USER },
      "GET /reauthenticate": { body: {} },
    };
    const { phoneAuth, sent, signIn } = setUp(routes);
    await signIn();
    expect(problemCode(await phoneAuth.changePassword({ newPassword: "new horse 2" }))).toBe(
      "reauthentication_needed",
    );
    expect(await phoneAuth.requestPasswordChangeCode()).toEqual({ ok: true, sentTo: "phone", phone: PHONE });
    routes["PUT /user"] = { body: USER };
    expect(await phoneAuth.changePassword({ newPassword: "new horse 2", code: "123 456" })).toMatchObject({
      ok: true,
    });
    expect(sent.at(-1)?.body).toMatchObject({ password: "new horse 2", nonce: "123456" });
  });

  test("requestPasswordChangeCode() tells that a user with e-mail gets it there", async () => {
    const { phoneAuth, signIn } = setUp({
      ...SESSION_ROUTE,
      "GET /user": { body: { ...USER, email: "a@example.com" } },
      "GET /reauthenticate": { body: {} },
    });
    await signIn();
    expect(await phoneAuth.requestPasswordChangeCode()).toEqual({ ok: true, sentTo: "email" });
  });

  test("each step without a session says that it has ended", async () => {
    const { phoneAuth, sent } = setUp({});
    const outcomes = [
      await phoneAuth.completeProfile({ name: "x" }),
      await phoneAuth.changePhone({ phone: PHONE }),
      await phoneAuth.resendPhoneChangeCode(),
      await phoneAuth.requestPasswordChangeCode(),
      await phoneAuth.changePassword({ newPassword: "x" }),
    ];
    expect(outcomes.map(problemCode)).toEqual(outcomes.map(() => "session_missing"));
    expect(sent).toEqual([]);
  });
});
