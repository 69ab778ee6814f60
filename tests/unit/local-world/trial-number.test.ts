import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/hook/config/env-reader.ts";
import { rehearse } from "../../../src/local-world/rehearsal.ts";
import { FIRST_SECRET } from "../../support/hook/signing.ts";

const of = (given: Record<string, string>) =>
  rehearse(given, { aliyunUrl: "http://127.0.0.1:4010", hookSecret: FIRST_SECRET, hookPort: 8000 });

describe("the number of a rehearsal's first SMS", () => {
  test.each([
    ["", /^\+861380/],
    ["*", /^\+861380/],
    ["HK,CN", /^\+861380/],
    ["SG", /^\+65\d{8}$/],
    ["HK,SG", /^\+(852|65)\d{8}$/],
  ])("is of a country that is allowed: %j", (SMS_ALLOWED_COUNTRIES, number) => {
    expect(of({ SMS_ALLOWED_COUNTRIES }).trialNumber).toMatch(number);
  });

  test("is not of a block that is refused, where another country is left", () => {
    expect(of({ SMS_ALLOWED_COUNTRIES: "CN,SG", SMS_BLOCKED_PREFIXES: "+86" }).trialNumber).toMatch(/^\+65/);
    expect(of({ SMS_BLOCKED_PREFIXES: "+86" }).trialNumber).toMatch(/^\+861380/);
  });

  test("is one of the list, where there is one", () => {
    expect(of({ SMS_ALLOWED_NUMBERS: "+8613912345678" }).trialNumber).toBe("+8613912345678");
  });
});

test("the developer's own template serves where the numbers are, for a template never serves both", () => {
  const audienceFor = (SMS_ALLOWED_COUNTRIES: string) =>
    of({ SMS_ALLOWED_COUNTRIES, ALIYUN_SMS_TEMPLATE_CODE: "SMS_7" }).seed.templates
      .find(({ code }) => code === "SMS_7")?.audience;
  expect(["SG", "CN", "*"].map(audienceFor)).toEqual(["international", "domestic", "domestic"]);
});

test("a misspelt name is told beside what is wrong", () => {
  const start = () => of({ SMS_ALLOWED_COUNTRIES: "Singapore", SMS_LIMIT_TOTL: "5/1d" });
  expect(start).toThrow(ConfigError);
  expect(start).toThrow("SMS_LIMIT_TOTL is not read: SMS_LIMIT_TOTAL may be meant");
});
