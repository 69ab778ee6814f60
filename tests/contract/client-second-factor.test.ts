import { describe, expect, test } from "vitest";
import { PHONE, problemCode, SESSION_ROUTE, sessionOf, setUp, USER } from "../support/client-fake-auth.ts";

describe("second factor", () => {
  const factor = { id: "f1", factor_type: "phone", friendly_name: "my phone", status: "verified" };
  const user = { ...USER, factors: [factor, { id: "t1", factor_type: "totp", status: "verified" }] };

  test("enroll, challenge, verify, unenroll", async () => {
    const { phoneAuth: { secondFactor }, sent, signIn } = setUp({
      ...SESSION_ROUTE,
      "POST /factors": { body: { id: "f1", type: "phone", friendly_name: "my phone", phone: PHONE } },
      "POST /factors/f1/challenge": { body: { id: "c1", type: "phone", expires_at: 1795387935 } },
      "POST /factors/f1/verify": { body: sessionOf(USER, "aal2") },
      "DELETE /factors/f1": { body: { id: "f1" } },
    });
    await signIn();
    expect(await secondFactor.enroll({ phone: "13800138000", name: "my phone" }))
      .toEqual({ ok: true, factorId: "f1", phone: PHONE });
    expect(await secondFactor.challenge({ factorId: "f1" }))
      .toEqual({ ok: true, challengeId: "c1", expiresAt: 1795387935 });
    expect(await secondFactor.verify({ factorId: "f1", challengeId: "c1", code: "123 456" })).toEqual({
      ok: true,
    });
    expect(await secondFactor.unenroll({ factorId: "f1" })).toEqual({ ok: true });
    expect(sent.slice(1).map(({ body }) => body)).toMatchObject([
      { factor_type: "phone", phone: PHONE, friendly_name: "my phone" },
      { channel: "sms" },
      { challenge_id: "c1", code: "123456" },
      {},
    ]);
  });

  test("status() tells whether the session still needs it, and lists phones only", async () => {
    const { phoneAuth, signIn } = setUp({
      "POST /verify": { body: sessionOf(user) },
      "GET /user": { body: user },
    });
    await signIn();
    expect(await phoneAuth.secondFactor.status()).toEqual({
      ok: true,
      required: true,
      factors: [{ factorId: "f1", name: "my phone", verified: true }],
    });
  });

  test("challenge() says no more than Auth does of a hook that failed", async () => {
    const body = { code: "unexpected_failure", message: "error invoking hook" };
    const { phoneAuth, signIn } = setUp({
      ...SESSION_ROUTE,
      "POST /factors/f1/challenge": { status: 500, body },
    });
    await signIn();
    expect(problemCode(await phoneAuth.secondFactor.challenge({ factorId: "f1" }))).toBe("sms_not_sent");
  });
});

describe("never rejects", () => {
  test("a client with throwOnError", async () => {
    const body = { code: "otp_expired", message: "Token has expired or is invalid" };
    const { signIn } = setUp({ "POST /verify": { status: 403, body } }, { throwOnError: true });
    expect(problemCode(await signIn())).toBe("otp_expired");
  });

  test("a network that is down", async () => {
    const { phoneAuth } = setUp({ "POST /otp": new TypeError("Failed to fetch") });
    expect(problemCode(await phoneAuth.requestCode({ phone: PHONE }))).toBe("network_unreachable");
  });

  test("a portal that answers HTML", async () => {
    const page = {
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<html>Log in to the Wi-Fi</html>",
    };
    const { phoneAuth } = setUp({ "POST /otp": page });
    expect(problemCode(await phoneAuth.requestCode({ phone: PHONE }))).toBe("network_unreachable");
  });

  test("a success without a session is not taken for one", async () => {
    const { signIn } = setUp({ "POST /verify": { body: {} } });
    expect(problemCode(await signIn())).toBe("unknown");
  });
});
