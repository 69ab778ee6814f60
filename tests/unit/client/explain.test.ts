import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainSmsError, problemOf, REASONS } from "../../../src/client/index.ts";
import { problemText } from "../../../src/client/problem-text.ts";
import { PROBLEM_TRAITS, type ProblemCode } from "../../../src/client/problem-codes.ts";
import { type Reason, REASONS as HOOK_REASONS } from "../../../src/hook/gotrue/reasons.ts";
import { TEXTS, waitPhrase } from "../../../src/hook/gotrue/texts.ts";

const CODES = Object.keys(PROBLEM_TRAITS) as ProblemCode[];
const HOOK = Object.keys(HOOK_REASONS) as Reason[];
const codeOf = (error: unknown) => problemOf(error).code;

describe("the hook's own reasons", () => {
  for (const reason of HOOK) {
    for (const language of ["en", "zh"] as const) {
      test(`${reason} is read back from the hook's ${language} message`, () => {
        const message = `${reason}: ${TEXTS[reason][language](waitPhrase(language, 42))}`;
        const limited = reason === "sms_rate_limited";
        expect(problemOf({ name: "AuthApiError", status: 422, code: "unknown", message })).toMatchObject({
          code: reason,
          actor: HOOK_REASONS[reason].actor,
          ...(limited && { retryAfterSeconds: 42 }),
        });
      });
    }

    test(`${reason} is read back from its number`, () => {
      const message = `Unexpected status code returned from hook: ${HOOK_REASONS[reason].codedStatus}`;
      const { code, retryAfterSeconds } = problemOf({
        name: "AuthRetryableFetchError",
        status: 500,
        message,
      });
      expect({ code, retryAfterSeconds }).toEqual({ code: reason, retryAfterSeconds: undefined });
    });

    test(`${reason} is read back behind the prefix of Auth 2.150–2.158.0`, () => {
      const message = `Error sending sms OTP: 429: ${reason}: text`;
      expect(codeOf({ status: 400, code: "sms_send_failed", message })).toBe(reason);
    });
  }

  test("the wait of any refusal survives the hook's phrase, rounded up to what the phrase says", () => {
    const languages = fc.constantFrom("en" as const, "zh" as const);
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 * 86_400 }), languages, (seconds, language) => {
      const message = `sms_rate_limited: ${TEXTS.sms_rate_limited[language](waitPhrase(language, seconds))}`;
      const read = problemOf({ message }).retryAfterSeconds ?? 0;
      expect(read).toBeGreaterThanOrEqual(seconds);
      // An hour is said in minutes, a day in hours.
      expect(read - seconds).toBeLessThan(seconds < 7_200 ? 60 : seconds <= 86_400 ? 3_600 : 86_400);
    }));
  });

  test("a refusal without a wait invents none", () => {
    const message = `sms_rate_limited: ${TEXTS.sms_rate_limited.en(waitPhrase("en", undefined))}`;
    expect(problemOf({ message })).not.toHaveProperty("retryAfterSeconds");
    expect(explainSmsError({ message }, "zh-CN").text).toBe("验证码请求过于频繁，请稍后再试。");
  });

  test("a reason of a newer hook is still a code that was not sent", () => {
    expect(codeOf({ status: 422, code: "unknown", message: "sms_new_reason: text" })).toBe("sms_not_sent");
  });

  test("REASONS is exported for apps that switch on it", () => {
    expect(Object.keys(REASONS)).toEqual(HOOK);
  });
});

describe("Auth's own errors", () => {
  const AFTER_59 = "For security purposes, you can only request this after 59 seconds.";
  test.each([
    [{ status: 429, code: "over_sms_send_rate_limit", message: AFTER_59 }, "over_sms_send_rate_limit", 59],
    [{ status: 500, message: AFTER_59 }, "over_sms_send_rate_limit", 59],
    [
      { status: 429, code: "over_sms_send_rate_limit", message: "SMS rate limit exceeded" },
      "over_sms_send_rate_limit",
      undefined,
    ],
    [{ status: 429, code: "over_request_rate_limit", message: "x" }, "over_request_rate_limit", undefined],
    [{ status: 429, message: "API rate limit exceeded" }, "over_request_rate_limit", undefined],
  ])("%j is %s with a wait of %s", (error, code, seconds) => {
    const seen = problemOf(error);
    expect([seen.code, seen.retryAfterSeconds]).toEqual([code, seconds]);
  });

  test.each([
    ["hook_timeout", "hook_timeout"],
    ["hook_timeout_after_retry", "hook_timeout"],
    ["hook_payload_invalid_content_type", "sms_not_sent"],
    ["captcha_failed", "captcha_failed"],
    ["user_banned", "user_banned"],
    ["mfa_phone_enroll_not_enabled", "mfa_phone_disabled"],
    ["mfa_phone_verify_not_enabled", "mfa_phone_disabled"],
    ["mfa_challenge_expired", "mfa_challenge_expired"],
    ["current_password_required", "current_password_required"],
    ["session_expired", "session_missing"],
    ["a_code_of_next_year", "unknown"],
    ["toString", "unknown"],
    ["network_unreachable_", "unknown"],
  ])("the code %s is %s", (code, expected) => {
    expect(codeOf({ status: 422, code, message: "text of Auth" })).toBe(expected);
  });

  test.each([
    [["length"], "Password should be at least 10 characters.", "Use at least 10 characters."],
    [["pwned"], "Password is known to be weak and easy to guess", "known from a data leak"],
    [[], "Password should contain at least one character of each: abc, 123", "upper and lower case"],
    [
      ["length", "characters"],
      "Password should be at least 8 characters. Password…",
      "at least 8 characters",
    ],
  ])("a weak password says what to change (%j, %s)", (reasons, message, text) => {
    const error = { name: "AuthWeakPasswordError", code: "weak_password", status: 422, message, reasons };
    expect(explainSmsError(error, "en").text).toContain(text);
  });
});

describe("errors that name nothing", () => {
  test.each([
    [{ name: "AuthRetryableFetchError", status: 500, message: "{}" }, "server_unavailable"],
    [{ name: "AuthRetryableFetchError", status: 504, message: "Gateway Timeout" }, "server_unavailable"],
    [{ name: "AuthRetryableFetchError", message: "{}" }, "server_unavailable"],
    [{ name: "AuthRetryableFetchError", status: 0, message: "fetch failed" }, "network_unreachable"],
    [new TypeError("Failed to fetch"), "network_unreachable"],
    [new TypeError("Network request failed"), "network_unreachable"],
    [new TypeError("Load failed"), "network_unreachable"],
    [new TypeError("x is not a function"), "unknown"],
    [new Error("boom"), "unknown"],
    ["error invoking hook", "sms_not_sent"],
    [null, "unknown"],
    [undefined, "unknown"],
    [{ message: { nested: true }, code: 500 }, "unknown"],
  ])("%j is %s", (error, code) => expect(codeOf(error)).toBe(code));

  test("the original error is kept for a log", () => {
    const error = new Error("boom");
    expect(problemOf(error).cause).toBe(error);
  });
});

describe("what only the operator can act on", () => {
  test.each(CODES)("%s is told to consumers without a word about how the service is run", (code) => {
    const about = /operator|administrator|settings|config|internal|hook|管理员|配置|内部/i;
    expect(problemText(code, { reasons: [] }, "en")).not.toMatch(about);
    expect(problemText(code, { reasons: [] }, "zh")).not.toMatch(about);
  });

  test("has a code that support can use, and what a person can correct has none", () => {
    expect(problemOf({ message: "sms_misconfigured: x" })).toMatchObject({
      supportCode: "sms_misconfigured",
    });
    expect(problemOf({ message: "sms_recipient_invalid: x" })).not.toHaveProperty("supportCode");
  });
});

describe("texts", () => {
  const details = { seconds: 60, count: 8, reasons: ["length"] };

  test.each(CODES)("%s reads as one finished sentence in each language", (code) => {
    for (const given of [details, { reasons: [] }]) {
      expect(problemText(code, given, "en")).toMatch(/^[A-Z][^\u4e00-\u9fff]+\.$/);
      expect(problemText(code, given, "zh")).toMatch(/^[\u4e00-\u9fff].*。$/);
    }
  });

  test.each([
    [60, "Too many codes were requested. Try again in 60 seconds.", "验证码请求过于频繁，请60秒后再试。"],
    [
      3_000,
      "Too many codes were requested. Try again in 50 minutes.",
      "验证码请求过于频繁，请50分钟后再试。",
    ],
  ])("a wait of %i s is told as people tell it", (seconds, en, zh) => {
    const message = `sms_rate_limited: ${seconds} seconds`;
    expect([explainSmsError({ message }, "en-GB").text, explainSmsError({ message }, "zh").text]).toEqual([
      en,
      zh,
    ]);
  });

  test("any zh tag reads Chinese and everything else English", () => {
    const { text } = problemOf(null);
    expect(new Set(["zh", "zh-CN", "zh-Hant-HK", "ZH"].map(text)).size).toBe(1);
    expect(new Set(["en", "fr-FR", "", "zha"].map(text)).size).toBe(1);
  });

  test("nothing that a server writes is ever shown", () => {
    const shown = new Set(
      CODES.flatMap((code) =>
        [{ reasons: [] }, { reasons: ["pwned"] }, { reasons: ["characters"] }].map((given) =>
          problemText(code, given, "en")
        )
      ),
    );
    const message = fc.oneof(fc.string(), fc.constantFrom(...HOOK).map((reason) => `${reason}: <b>leak</b>`));
    fc.assert(fc.property(message, fc.integer({ min: 0, max: 599 }), fc.string(), (text, status, code) => {
      const explained = explainSmsError({ name: "AuthApiError", message: text, status, code }, "en");
      fc.pre(explained.retryAfterSeconds === undefined);
      expect(shown).toContain(explained.text);
    }));
  });
});
