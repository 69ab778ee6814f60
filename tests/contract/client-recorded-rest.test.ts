import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explainSmsError, type ProblemCode } from "../../src/client/index.ts";
import { createFakeAuth } from "../support/client-fake-auth.ts";

type Recorded = {
  request: { method: string; path: string; body?: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
};
type Rest = { release: string; cases: Record<string, Recorded> };

const folder = new URL("../fixtures/auth/rest/", import.meta.url);
const recorded: Rest[] = readdirSync(folder).map((file) =>
  JSON.parse(readFileSync(new URL(file, folder), "utf8"))
);

/** The refusals that a phone app meets, by the recording's name. */
const EXPECTED: Record<string, ProblemCode> = {
  "password sign-in, unconfirmed": "phone_not_confirmed",
  "verify wrong code": "otp_expired",
  "verify used code again": "otp_expired",
  "verify unknown phone": "otp_expired",
  "signup again, confirmed": "user_already_exists",
  "signup short password": "weak_password",
  "signup long password": "password_too_long",
  "signup no password": "password_missing",
  "signup bad phone": "phone_invalid",
  "otp unknown user, no creation": "otp_disabled",
  "otp bad phone, no creation": "otp_disabled",
  "password sign-in, wrong": "invalid_credentials",
  "password sign-in, unknown": "invalid_credentials",
  "refresh unknown": "session_missing",
  "refresh missing": "session_missing",
  "user, anon key": "session_missing",
  "user, no header": "session_missing",
  "user, bad token": "session_missing",
  "update password, same": "same_password",
  "update password, short": "weak_password",
  "verify change wrong": "otp_expired",
  "change phone to a taken one": "phone_exists",
  "change phone, bad": "phone_invalid",
  "reauthenticate, anon key": "session_missing",
  "enroll same name": "mfa_factor_name_conflict",
  "enroll bad phone": "phone_invalid",
  "challenge unknown factor": "mfa_factor_not_found",
  "factor verify wrong": "mfa_verification_failed",
  "enroll verified number again": "mfa_verified_factor_exists",
  "user after sign-out": "session_missing",
  "refresh after sign-out": "session_missing",
  "max frequency 60 s: signup at once again": "over_sms_send_rate_limit",
  "max frequency 60 s: otp at once again": "over_sms_send_rate_limit",
  "max frequency 60 s: resend at once again": "over_sms_send_rate_limit",
  "max frequency 60 s: change phone at once again": "over_sms_send_rate_limit",
  "max frequency 60 s: challenge at once again": "over_sms_send_rate_limit",
  "max frequency 60 s: password without reauthentication": "reauthentication_needed",
  "max frequency 60 s: password with wrong nonce": "reauthentication_not_valid",
  "code expires after 1 s: verify too late": "otp_expired",
  "sign-ups off: signup": "signup_disabled",
  "sign-ups off: otp new user": "signup_disabled",
  "phone off: signup": "phone_provider_disabled",
  "phone off: otp": "phone_provider_disabled",
  "phone off: password sign-in": "phone_provider_disabled",
  "phone off: resend": "phone_provider_disabled",
  "two SMS an hour: third": "over_sms_send_rate_limit",
};
const RESEND_HIDES_ALL = "max frequency 60 s: resend at once again";

/** The error that supabase-js itself makes of a recorded answer. */
async function errorOf({ response }: Recorded, exposeVersion: boolean): Promise<unknown> {
  const { "x-supabase-api-version": version, ...others } = response.headers;
  const headers = exposeVersion && version ? { ...others, "x-supabase-api-version": version } : others;
  const { supabase } = createFakeAuth(() => ({ status: response.status, headers, body: response.body }));
  return (await supabase.auth.signInWithOtp({ phone: "+8613800138000" })).error;
}

describe.each(recorded)("Auth $release", ({ release, cases }) => {
  const refusals = Object.entries(EXPECTED).map(([name, code]) => {
    const hidden = release.endsWith("2.158.1") && name === RESEND_HIDES_ALL;
    return { name, code: hidden ? "sms_resend_failed" : code };
  });

  test.each(refusals)(
    "$name is $code, also where a browser may not read the version header",
    async (refusal) => {
      const answer = cases[refusal.name];
      expect(answer?.response.status).toBeGreaterThanOrEqual(400);
      if (!answer) return;
      for (const exposed of [true, false]) {
        const { code, retryAfterSeconds, text } = explainSmsError(await errorOf(answer, exposed), "en");
        expect(code).toBe(refusal.code);
        const frequency = JSON.stringify(answer.response.body).includes("59 seconds");
        expect(retryAfterSeconds).toBe(frequency ? 59 : undefined);
        if (frequency) expect(text).toContain("in 59 seconds");
      }
    },
  );

  test("every other refusal gets a sentence that is not the server's", async () => {
    for (const answer of Object.values(cases).filter(({ response }) => response.status >= 400)) {
      const { text } = explainSmsError(await errorOf(answer, true), "zh");
      expect(text).toMatch(/^[\u4e00-\u9fff].*。$/);
    }
  });
});
