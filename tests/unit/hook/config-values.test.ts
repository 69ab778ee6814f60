import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configOf, problemsOf } from "../../support/hook/config.ts";

const SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SIGN = "ALIYUN_SMS_SIGN_NAME";
const TEMPLATE = "ALIYUN_SMS_TEMPLATE_CODE";

describe("a value as its tool left it", () => {
  test.each(['"', "'", "`"])("loses a pair of %s around the whole", (quote) => {
    const { credentials, routes } = configOf({
      [SECRET]: `${quote}a-secret-of-a-key${quote}`,
      [SIGN]: ` ${quote}签名${quote} `,
    });
    expect(credentials?.accessKeySecret).toBe("a-secret-of-a-key");
    expect(routes[0]?.sign).toBe("签名");
  });

  test("keeps the quotes of JSON", () => {
    const { routes } = configOf({ ALIYUN_SMS_ROUTES: `'[{"template":"SMS_1"}]'` });
    expect(routes[0]?.template).toBe("SMS_1");
  });

  test.each([
    ["a quotation mark at one end", SECRET, '"a-secret-of-a-key', /U\+0022/],
    ["typographic quotes", SIGN, "“签名”", /U\+201C/],
    ["a zero-width space", ID, "LTAI\u200Babcdefgh", /U\+200B/],
    ["a soft hyphen", SIGN, "签\u00AD名", /U\+00AD/],
    ["a newline inside a secret", SECRET, "abcdef\nghijkl", /U\+000A/],
    ["a comment", SIGN, "签名 # of the console", /comment/],
    ["a byte that is no UTF-8", SIGN, "ǩ\uFFFD\uFFFD", /UTF-8.*GBK/],
    ["a placeholder", ID, "your-access-key-id", /placeholder/],
    ["a placeholder in brackets", SECRET, "<secret>", /placeholder/],
    ["a placeholder of a template", TEMPLATE, "SMS_xxxxxxxxx", /placeholder/],
    ["a Chinese placeholder", SIGN, "您的签名", /placeholder/],
    ["a key id in place of the secret", SECRET, "LTAI5tExampleExample", /swapped/],
    ["a blank inside a secret", SECRET, "abc def", /blank/],
    ["a template's code in place of the sign", SIGN, "SMS_123456789", /swapped/],
    ["a sign in place of the template's code", TEMPLATE, "测试签名", /not its name or its text/],
    ["a template's text in place of its code", TEMPLATE, "您的验证码为${code}", /not its name or its text/],
    ["a temporary key without its token", ID, "STS.NUexample", /ALIBABA_CLOUD_SECURITY_TOKEN/],
  ])("%s is refused under its name, with the likely cause", (_, variable, value, text) => {
    const problems = problemsOf({ [variable]: value });
    const own = problems.filter((problem) => problem.variable === variable);
    expect(own.map(({ en }) => en).join()).toMatch(text);
    expect(own.every(({ zh }) => /[\u4e00-\u9fff]/.test(zh))).toBe(true);
  });

  test("of every variable is named at once", () => {
    const all = { [ID]: "<id>", [SECRET]: "<secret>", [SIGN]: "<sign>", [TEMPLATE]: "<template>" };
    expect(new Set(problemsOf(all).map(({ variable }) => variable))).toEqual(new Set(Object.keys(all)));
  });

  test("never shows itself in a problem", () => {
    const secret = fc.tuple(
      fc.stringMatching(/^[a-z]{12}$/),
      fc.constantFrom("\n", "\u200B", " ", " # ", "\uFFFD"),
    )
      .map(([word, bad]) => `${word}${bad}${word}`);
    fc.assert(fc.property(secret, (value) => {
      expect(JSON.stringify(problemsOf({ [SECRET]: value }))).not.toContain(value.slice(0, 12));
    }));
  });

  test.each([
    "v1,whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "v1,whsec_abababababababababababababababab",
    "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  ])("the secret %s of nobody's is refused", (secret) => {
    expect(problemsOf({ SEND_SMS_HOOK_SECRETS: secret })[0]?.en).toContain("is no secret");
  });
});
