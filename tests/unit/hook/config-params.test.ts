import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeCall } from "../../../src/hook/aliyun/compose-call.ts";
import { configOf, problemsOf } from "../../support/hook/config.ts";
import { HONG_KONG, messageOf, phoneOf } from "../../support/hook/examples.ts";

const GLOBE = { ALIYUN_SMS_API: "globe", ALIYUN_SMS_SIGN_NAME: "MyApp", SMS_ALLOWED_COUNTRIES: "HK" };

/** What the first route sends. */
function sentBy(env: Record<string, string>) {
  const [route] = configOf(env).routes;
  if (route === undefined) throw new Error("Cannot compose: no route");
  const phone = phoneOf(route.api === "globe" ? HONG_KONG : "+8613800138000");
  return composeCall(messageOf({ route, phone })).params;
}
const paramsSentBy = (env: Record<string, string>) => JSON.parse(sentBy(env).TemplateParam ?? "");

describe("ALIYUN_SMS_TEMPLATE_PARAMS", () => {
  test("is what params is in a route, for the template of the single variables", () => {
    expect(paramsSentBy({ ALIYUN_SMS_TEMPLATE_PARAMS: '{"number":"{code}","product":"Acme"}' }))
      .toEqual({ number: "024680", product: "Acme" });
  });

  test("is taken over by a route of the same API that has none of its own", () => {
    const env = { ALIYUN_SMS_TEMPLATE_PARAMS: '{"number":"{code}"}' };
    expect(paramsSentBy({ ...env, ALIYUN_SMS_ROUTES: '[{"template":"SMS_2"}]' })).toEqual({
      number: "024680",
    });
    expect(paramsSentBy({ ...env, ALIYUN_SMS_ROUTES: '[{"params":{"pin":"{code}"}}]' })).toEqual({
      pin: "024680",
    });
  });

  test.each(["{", "[]", '"x"', "null", '{"min":5}', '{"":"x"}'])("%s is refused", (value) => {
    expect(problemsOf({ ALIYUN_SMS_TEMPLATE_PARAMS: value })[0]?.variable).toBe("ALIYUN_SMS_TEMPLATE_PARAMS");
  });
});

describe("the minutes that a code is good for", () => {
  const bundled = { ALIYUN_SMS_API: "dypnsapi", ALIYUN_SMS_TEMPLATE_CODE: "100001" };

  test("are those of SMS_CODE_MINUTES in the bundled templates, five without it", () => {
    expect(paramsSentBy(bundled)).toEqual({ code: "024680", min: "5" });
    expect(paramsSentBy({ ...bundled, SMS_CODE_MINUTES: "10" })).toEqual({ code: "024680", min: "10" });
  });

  test("are a route's own where it says so", () => {
    expect(paramsSentBy({ ...bundled, ALIYUN_SMS_TEMPLATE_PARAMS: '{"min":"1"}' }).min).toBe("1");
  });

  test("stand where {min} is, in params and in texts", () => {
    expect(paramsSentBy({ SMS_CODE_MINUTES: "3", ALIYUN_SMS_TEMPLATE_PARAMS: '{"ttl":"{min}"}' }))
      .toEqual({ code: "024680", ttl: "3" });
    const text = { ...GLOBE, ALIYUN_SMS_TEMPLATE_CODE: "{code}, for {min} minutes", SMS_CODE_MINUTES: "3" };
    expect(sentBy(text).Message).toBe("024680, for 3 minutes");
  });

  test.each(["0", "1.5", "-1", "five", "99999"])("cannot be %s", (value) => {
    expect(problemsOf({ SMS_CODE_MINUTES: value })[0]?.variable).toBe("SMS_CODE_MINUTES");
  });
});

describe("a placeholder that is none of ours", () => {
  const ALIEN = [
    "${code}",
    "{{code}}",
    "{{ .Code }}",
    "{Code}",
    "{ code }",
    "{expire}",
    "##code##",
    "%code%",
    "{",
    "}",
  ];

  test.each(ALIEN)("%s is refused in params, both ways in", (value) => {
    const params = JSON.stringify({ number: value });
    const [single] = problemsOf({ ALIYUN_SMS_TEMPLATE_PARAMS: params });
    expect(single).toMatchObject({ variable: "ALIYUN_SMS_TEMPLATE_PARAMS" });
    expect(single?.en).toContain("would be sent as it stands");
    const [route] = problemsOf({ ALIYUN_SMS_ROUTES: `[{"params":${params}}]` });
    expect(route?.en).toContain("would be sent as it stands");
  });

  test.each(ALIEN)("%s is refused in a text of globe, both ways in", (value) => {
    const template = `{code} or ${value}`;
    const [single] = problemsOf({ ...GLOBE, ALIYUN_SMS_TEMPLATE_CODE: template });
    expect(single).toMatchObject({ variable: "ALIYUN_SMS_TEMPLATE_CODE" });
    const env = { ...GLOBE, ALIYUN_SMS_ROUTES: JSON.stringify([{ template }]) };
    expect(problemsOf(env)[0]).toMatchObject({ variable: "ALIYUN_SMS_ROUTES" });
  });

  test("never reaches a user: what starts sends the code and leaves no brace", () => {
    const piece = fc.constantFrom(
      "{code}",
      "{min}",
      "$",
      "{",
      "}",
      "{{",
      "##code##",
      "code",
      " ",
      "%",
      "Code: ",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        let message: string | undefined;
        try {
          message = sentBy({ ...GLOBE, ALIYUN_SMS_TEMPLATE_CODE: pieces.join("") }).Message;
        } catch {
          return;
        }
        expect(message).toContain("024680");
        expect(message).not.toMatch(/[{}]|\$024680|##/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what a verification template does not take", () => {
  test.each(["测试", "two words", "a-b", "https://x", ""])("the value %j is refused", (value) => {
    const problems = problemsOf({ ALIYUN_SMS_TEMPLATE_PARAMS: JSON.stringify({ product: value }) });
    expect(problems[0]?.en).toContain("letters and digits only");
  });

  test("params beside globe, which has no template", () => {
    expect(
      problemsOf({ ...GLOBE, ALIYUN_SMS_TEMPLATE_CODE: "{code}", ALIYUN_SMS_TEMPLATE_PARAMS: '{"a":"b"}' })[0]
        ?.en,
    )
      .toContain("cannot be used with globe");
  });
});
