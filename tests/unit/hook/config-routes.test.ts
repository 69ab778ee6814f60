import { describe, expect, test } from "vitest";
import { configErrorOf, configOf, ENV, problemsOf } from "../../support/hook/config.ts";

type Json = Record<string, unknown>;
const routesOf = (routes: unknown, changes: Record<string, string> = {}) =>
  configOf({ ALIYUN_SMS_ROUTES: JSON.stringify(routes), ...changes }).routes;
const routeProblems = (routes: unknown, changes: Record<string, string> = {}) =>
  problemsOf({ ALIYUN_SMS_ROUTES: JSON.stringify(routes), ...changes });

describe("ALIYUN_SMS_ROUTES", () => {
  test("keeps its order and appends the route of the single variables", () => {
    const routes = routesOf([{ template: "SMS_1" }, { when: { country: "HK" }, api: "globe" }]);
    expect(routes.map(({ name }) => name)).toEqual(["routes[0]", "routes[1]", "default"]);
    expect(routes.at(-1)).toEqual(configOf().routes[0]);
  });

  test("takes sign and template from the single variables where a route does not say them", () => {
    expect(routesOf([{ when: { flow: "mfa" } }])[0]).toEqual({
      name: "routes[0]",
      when: { flows: ["mfa"] },
      endpoint: "https://dysmsapi.aliyuncs.com",
      account: undefined,
      api: "dysmsapi",
      sign: ENV.ALIYUN_SMS_SIGN_NAME,
      template: ENV.ALIYUN_SMS_TEMPLATE_CODE,
      params: {},
    });
  });

  test("takes the API from the single variables too", () => {
    expect(routesOf([{ when: { flow: "mfa" } }], { ALIYUN_SMS_API: "dypnsapi" })[0]?.api).toBe("dypnsapi");
    expect(routesOf([{ when: { flow: "mfa" } }], { GOTRUE_SMS_ALIYUN_IS_TEST: "true" })[0]?.api).toBe(
      "dypnsapi",
    );
  });

  test("never takes a sign or a template of another API", () => {
    const [globe] = routesOf([{ api: "globe" }], { SMS_ALLOWED_COUNTRIES: "CN,HK" });
    expect(globe).toMatchObject({ sign: undefined, template: undefined });
    const names = routeProblems([{ api: "dypnsapi" }]).map(({ en }) => en);
    expect(names).toEqual([
      "routes[0] sign is not set: the name of the SMS signature approved in Alibaba Cloud's SMS console",
      "routes[0] template is not set: the template code, such as SMS_123456789",
    ]);
  });

  test("takes one value or a list, and countries in any case", () => {
    const when = { country: ["hk", "MO"], flow: ["signup", "mfa"], locale: "zh" };
    expect(routesOf([{ when }])[0]?.when).toEqual({
      countries: ["HK", "MO"],
      flows: ["signup", "mfa"],
      locales: ["zh"],
    });
  });

  test("is enough without the single variables, whose route is then left out", () => {
    const routes = routesOf([{ sign: "签名", template: "SMS_1" }], {
      ALIYUN_SMS_SIGN_NAME: "",
      ALIYUN_SMS_TEMPLATE_CODE: "",
    });
    expect(routes.map(({ name }) => name)).toEqual(["routes[0]"]);
  });

  test("keeps parameters as they are", () => {
    const params = { product: "Acme2", number: "{code}" };
    expect(routesOf([{ params }])[0]?.params).toEqual(params);
  });
});

describe("globe", () => {
  const globe = { ALIYUN_SMS_API: "globe", SMS_ALLOWED_COUNTRIES: "CN,HK" };

  test("needs neither sign nor template", () => {
    const { routes } = configOf({ ...globe, ALIYUN_SMS_SIGN_NAME: "", ALIYUN_SMS_TEMPLATE_CODE: "" });
    expect(routes[0]).toMatchObject({ api: "globe", sign: undefined, template: undefined });
  });

  test("refuses a mainland sign and template code in place of a sender id and a text", () => {
    expect(problemsOf(globe).map(({ variable }) => variable))
      .toEqual(["ALIYUN_SMS_SIGN_NAME", "ALIYUN_SMS_TEMPLATE_CODE"]);
  });

  test("takes a sender id and a text with the code's place", () => {
    const { routes } = configOf({
      ...globe,
      ALIYUN_SMS_SIGN_NAME: "MyApp",
      ALIYUN_SMS_TEMPLATE_CODE: "Code: {code}",
    });
    expect(routes[0]).toMatchObject({ sign: "MyApp", template: "Code: {code}" });
  });

  test.each([
    [{ sign: "中文" }, "must be a sender id"],
    [{ sign: "LongerThan11" }, "must be a sender id"],
    [{ template: "SMS_1" }, "with {code} where the code goes"],
  ])("a route with %j is refused", (part, text) => {
    const problems = routeProblems([{ api: "globe", ...part }], { SMS_ALLOWED_COUNTRIES: "CN,HK" });
    expect(problems.map(({ en }) => en).join()).toContain(text);
  });

  test.each(["MyApp", "12345678901", "123456789012345", "My App 1"])("%s is a sender id", (sign) => {
    expect(routesOf([{ api: "globe", sign }], { SMS_ALLOWED_COUNTRIES: "HK" })[0]?.sign).toBe(sign);
  });
});

describe("what is refused", () => {
  test.each(["{", "[}", "routes"])("%j is not JSON", (value) => {
    const problems = problemsOf({ ALIYUN_SMS_ROUTES: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ variable: "ALIYUN_SMS_ROUTES" });
    expect(problems[0]?.en).toContain("is not JSON");
  });

  test.each<[string, unknown, string]>([
    ["an object", {}, "routes."],
    ["an empty list", [], "routes."],
    ["a list of texts", ["SMS_1"], "routes.0"],
    ["an unknown key", [{ templete: "SMS_1" }], "routes.0"],
    ["an unknown condition", [{ when: { region: "HK" } }], "routes.0.when"],
    ["an unknown country", [{ when: { country: "XX" } }], "routes.0.when.country"],
    ["an unknown flow", [{ when: { flow: "login" } }], "routes.0.when.flow"],
    ["an empty list of flows", [{ when: { flow: [] } }], "routes.0.when.flow"],
    ["an unknown API", [{ api: "sms" }], "routes.0.api"],
    ["an empty sign", [{ sign: "" }], "routes.0.sign"],
    ["a parameter that is a number", [{}, { params: { min: 5 } }], "routes.1.params.min"],
  ])("%s, named by its path", (_, routes, path) => {
    const [problem] = routeProblems(routes);
    expect(problem?.variable).toBe("ALIYUN_SMS_ROUTES");
    expect(problem?.en).toContain(path);
    expect(problem?.zh).toContain(path);
  });

  test.each(["##code##", "${code}", "{{code}}"])("the placeholder %s of others", (value) => {
    const [problem] = routeProblems([{ params: { code: value } }]);
    expect(problem?.en).toContain("write {code} where the code goes");
  });

  test("a parameter that takes the name of the code and puts something else there", () => {
    const problems = routeProblems([{ params: { code: "000000" } }]);
    expect(problems.map(({ variable }) => variable)).toEqual(["ALIYUN_SMS_ROUTES"]);
  });

  test("a sign with its brackets", () => {
    expect(routeProblems([{ sign: "【签名】" }])[0]?.en).toContain("without 【】");
    expect(problemsOf({ ALIYUN_SMS_SIGN_NAME: "【签名】" })[0]?.variable).toBe("ALIYUN_SMS_SIGN_NAME");
  });

  test.each<[string, Json, Record<string, string>]>([
    ["dypnsapi for Hong Kong", { api: "dypnsapi", sign: "s", template: "SMS_1" }, {
      SMS_ALLOWED_COUNTRIES: "HK",
    }],
    ["globe for the mainland", { api: "globe" }, { SMS_ALLOWED_COUNTRIES: "CN" }],
    [
      "a route for a country that is not allowed",
      { when: { country: "US" }, sign: "s", template: "SMS_1" },
      { SMS_ALLOWED_COUNTRIES: "CN" },
    ],
  ])("routes that reach no allowed country: %s", (_, route, changes) => {
    const alone = { ALIYUN_SMS_SIGN_NAME: "", ALIYUN_SMS_TEMPLATE_CODE: "", ...changes };
    const problems = routeProblems([route], alone);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ variable: "SMS_ALLOWED_COUNTRIES" });
  });

  test("five paths at the most, however much does not fit", () => {
    const routes = JSON.stringify(Array.from({ length: 50 }, () => ({ api: "?" })));
    const { message } = configErrorOf({ ...ENV, ALIYUN_SMS_ROUTES: routes });
    expect(message.match(/routes\.\d+/g)?.length).toBe(10);
  });
});
