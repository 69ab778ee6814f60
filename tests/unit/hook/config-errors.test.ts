import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/hook/config/config.ts";
import { ConfigError } from "../../../src/hook/config/env-reader.ts";
import { type Env, VARIABLES } from "../../../src/hook/config/variables.ts";
import { configErrorOf, ENV, problemsOf } from "../../support/hook/config.ts";

describe("an environment without anything", () => {
  test("names all five variables in one error, in English and Chinese, each with what to do", () => {
    const error = configErrorOf({});
    expect(error.problems.map(({ variable }) => variable).sort()).toEqual(Object.keys(ENV).sort());
    expect(error.message).toContain("5 problem(s)");
    expect(error.message).toContain("5 处问题");
    for (const { variable, en, zh } of error.problems) {
      expect(error.message).toContain(`${variable} ${en}`);
      expect(error.message).toContain(`${variable} ${zh}`);
      expect(en.length).toBeGreaterThan("is not set: ".length + 15);
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe("a value that does not fit is named with its remedy", () => {
  test.each<[string, string, RegExp]>([
    ["SEND_SMS_HOOK_SECRETS", "short", /openssl rand -base64 32/],
    ["SEND_SMS_HOOK_SECRETS", "v1,whsec_not+base64!not+base64!not+base64!", /base64/],
    ["SEND_SMS_HOOK_SECRETS", "v1,whsec_dW5pdCB0ZXN0IGhvb2sgc2VjcmV0LCB0aGUgZmlyc3Q", /base64/],
    ["SEND_SMS_HOOK_SECRETS", "|", /separators/],
    ["SEND_SMS_HOOK_SECRETS", "v1a,whpk_AAAA", /asymmetric/],
    ["ALIYUN_SMS_API", "sms", /dysmsapi, dypnsapi, globe/],
    ["GOTRUE_SMS_ALIYUN_IS_TEST", "yes", /false, true/],
    ["ALIYUN_SMS_REGION_ID", "Hangzhou", /cn-hangzhou/],
    ["ALIYUN_SMS_ENDPOINT", "dysmsapi.aliyuncs.com", /https:\/\/dysmsapi/],
    ["ALIYUN_SMS_ENDPOINT", "ftp://dysmsapi.aliyuncs.com", /http\(s\)/],
    ["ALIYUN_SMS_ENDPOINT", "https://user@dysmsapi.aliyuncs.com", /without path, query or user/],
    ["ALIYUN_SMS_ENDPOINT", "https://dysmsapi.aliyuncs.com/path", /without path/],
    ["ALIYUN_SMS_ENDPOINT", "https://dysmsapi.aliyuncs.com/?a=1", /without path/],
    ["ALIYUN_SMS_ROUTES", "[", /array of routes/],
    ["ALIYUN_TRANSPORT", "axios", /fetch, pop-core/],
    ["SMS_ALLOWED_COUNTRIES", "China", /CN,HK,SG, or \*/],
    ["SMS_ALLOWED_COUNTRIES", ",", /CN,HK,SG/],
    ["SMS_ALLOWED_COUNTRIES", "CN,uk", /lists UK.*the United Kingdom is GB/],
    ["SMS_ALLOWED_NUMBERS", "138 001", /\+8613800138000/],
    ["SMS_ALLOWED_NUMBERS", "+85251234567", /SMS_ALLOWED_COUNTRIES does not allow/],
    ["SMS_BLOCKED_PREFIXES", "+86x", /\+86170/],
    ["SMS_BLOCKED_PREFIXES", "+86171,170", /\+86170 in mainland China, or \+1702/],
    ["SMS_BARE_NUMBERS", "yes", /refuse, CN/],
    ["SMS_SENDING_ENABLED", "1", /true, false/],
    ["SMS_LIMIT_PER_NUMBER", "five", /1\/60s/],
    ["SMS_LIMIT_PER_IP", "five", /1\/60s/],
    ["SMS_LIMIT_PER_COUNTRY", "five", /1\/60s/],
    ["SMS_LIMIT_TOTAL", "five", /1\/60s/],
    ["SMS_LEDGER", "redis", /memory, postgres/],
    ["SMS_GUARD", "yes", /observe, off, on/],
    ["SMS_ON_UNCONFIRMED", "drop", /accept, refuse/],
    ["SMS_ON_LEDGER_DOWN", "drop", /refuse, send/],
    ["GOTRUE_VERSION", "latest", /auth\/v1\/health/],
    ["PORT", "http", /0 to 65535/],
    ["PORT", "65536", /0 to 65535/],
    ["PORT", "80.5", /0 to 65535/],
    ["PORT", "-1", /0 to 65535/],
  ])("%s=%s", (variable, value, remedy) => {
    const problems = problemsOf({ [variable]: value });
    expect(new Set(problems.map((problem) => problem.variable))).toEqual(new Set([variable]));
    expect(problems[0]?.en).toMatch(remedy);
    expect(problems[0]?.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  test("each bad secret is named by its position", () => {
    const good = ENV.SEND_SMS_HOOK_SECRETS;
    const problems = problemsOf({ SEND_SMS_HOOK_SECRETS: `${good}|short|${good}|v1a,whsk_AAAA` });
    expect(problems.map(({ en }) => en.slice(0, 7))).toEqual(["entry 2", "entry 4"]);
  });

  test.each(["v1a,whpk_AAAA", "v1a,whsk_AAAA:whpk_AAAA", "whpk_AAAA"])(
    "the asymmetric secret %s is refused with the reason: Auth cannot sign with it",
    (secret) => expect(problemsOf({ SEND_SMS_HOOK_SECRETS: secret })[0]?.en).toContain("cannot sign with it"),
  );
});

describe("bare mainland numbers beside a country of +1", () => {
  test.each(["US", "CN,CA", "CN,PR", "JM", "*"])("are refused: SMS_ALLOWED_COUNTRIES=%s", (countries) => {
    const problems = problemsOf({ SMS_BARE_NUMBERS: "CN", SMS_ALLOWED_COUNTRIES: countries });
    expect(problems.map(({ variable }) => variable)).toEqual(["SMS_BARE_NUMBERS"]);
    expect(problems[0]?.en).toContain("nothing could tell");
  });

  test.each(["CN", "CN,HK,SG"])("are accepted: SMS_ALLOWED_COUNTRIES=%s", (countries) => {
    const config = readConfig({ ...ENV, SMS_BARE_NUMBERS: "CN", SMS_ALLOWED_COUNTRIES: countries });
    expect(config.bareNumbers).toBe("CN");
  });
});

describe("all problems at once", () => {
  test("are in one error, each where it is", () => {
    const problems = problemsOf({
      ALIYUN_SMS_ENDPOINT: "nowhere",
      SMS_LIMIT_TOTAL: "many",
      SMS_LIMIT_PER_IP: "few,some",
      PORT: "x",
      GOTRUE_VERSION: "new",
    });
    expect(problems.map(({ variable }) => variable).sort()).toEqual([
      "ALIYUN_SMS_ENDPOINT",
      "GOTRUE_VERSION",
      "PORT",
      "SMS_LIMIT_PER_IP",
      "SMS_LIMIT_TOTAL",
    ]);
  });

  test.each(["abc", "a", "changeme", "aaaaaaaa", "sk_live_1234"])(
    "of a short word (%s) says that the prefix is missing, not that it is an example",
    (word) => {
      const [problem] = problemsOf({ SEND_SMS_HOOK_SECRETS: word });
      expect(problem?.en).toMatch(/^entry 1 does not begin with v1,whsec_/);
      expect(problem?.zh).toMatch(/^第 1 个不以 v1,whsec_ 开头/);
      expect(problem?.en).not.toContain("repeats");
      // With it, what is missing is the rest.
      expect(problemsOf({ SEND_SMS_HOOK_SECRETS: `v1,whsec_${word}` })[0]?.en).toMatch(/^entry 1 must be/);
    },
  );

  test("is an error by name, so that the entry can tell it from a bug", () => {
    const error = configErrorOf({});
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.name).toBe("ConfigError");
    expect(error.message.split("\n")).toHaveLength(1 + 2 * error.problems.length);
  });
});

describe("values", () => {
  const names = Object.values(VARIABLES).flat();
  // Marked, so that a value cannot be part of a text by accident.
  const value = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => `§${text.trim()}§`);

  function messageOf(env: Env): string {
    try {
      readConfig(env);
      return "";
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.message;
    }
  }

  test("are never in an error, whatever is set to whatever", () => {
    const env = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length });
    fc.assert(fc.property(env, (env) => {
      expect(messageOf(env)).not.toContain("§");
      expect(messageOf({ ...ENV, ...env })).not.toContain("§");
    }));
  });

  test("of a route are never in an error, whatever its form", () => {
    const part = fc.oneof(
      value,
      fc.array(value),
      fc.dictionary(fc.constantFrom("country", "flow", "locale"), value),
    );
    const route = fc.dictionary(fc.constantFrom("when", "api", "sign", "template", "params", "other"), part);
    fc.assert(fc.property(fc.array(route), (routes) => {
      expect(messageOf({ ...ENV, ALIYUN_SMS_ROUTES: JSON.stringify(routes) })).not.toContain("§");
    }));
  });

  test("of a secret are never in an error beside other problems, also good ones", () => {
    const secret = fc.uint8Array({ minLength: 32, maxLength: 48 })
      .map((bytes) => Buffer.from(bytes).toString("base64"));
    fc.assert(fc.property(secret, secret, (hook, key) => {
      const message = messageOf({
        SEND_SMS_HOOK_SECRETS: `v1,whsec_${hook}|short`,
        ALIBABA_CLOUD_ACCESS_KEY_ID: key,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: key,
        ALIBABA_CLOUD_SECURITY_TOKEN: hook,
        PORT: "x",
      });
      expect(message).toContain("PORT");
      expect(message).not.toContain(hook);
      expect(message).not.toContain(key);
    }));
  });
});
