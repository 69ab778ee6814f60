import { describe, expect, test } from "vitest";
import { readTraffic } from "../../../src/pump-simulation/traffic.ts";

const line = (changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    at: 5,
    phone: "8613800138000",
    ip: "203.0.113.7",
    user: "6481a5c1-3d37-4a56-9f6a-bee08c554965",
    verifiesAfter: 20,
    honest: true,
    ...changes,
  });

describe("a file of traffic", () => {
  test("is read in the order of its times, whatever the order of its lines", () => {
    const text = [line({ at: 9 }), "", line({ at: 1, verifiesAfter: null, honest: false }), ""].join("\n");
    expect(readTraffic(text)).toMatchObject([{ at: 1, honest: false }, { at: 9, phone: "8613800138000" }]);
  });

  test("is read behind the mark that Windows' editors put before it", () => {
    expect(readTraffic(`\uFEFF${line()}\r\n`)).toHaveLength(1);
  });

  test.each([
    ["is no JSON", "{", /it is no JSON\./, /不是 JSON。/],
    ["begins a list", `[${line()},`, /begins a list.*jq -c/, /列表的开头/],
    ["is a list", `[${line()}]`, /begins a list/, /列表的开头/],
    ["is a bare number", "1", /no JSON object/, /不是 JSON 对象/],
    [
      "has no time",
      line({ at: undefined }),
      /at is missing; it is a number of seconds/,
      /at 缺失，应为.*秒数/,
    ],
    ["has a time in the past", line({ at: -1 }), /at is negative/, /at 是负数/],
    [
      "has a time in milliseconds",
      line({ at: 1_788_000_000_000 }),
      /at is more than a year; .*no milliseconds/,
      /超过一年.*毫秒/,
    ],
    [
      "has a number as a number",
      line({ phone: 8613800138000 }),
      /phone is a number; .* in quotes/,
      /phone 是数字/,
    ],
    [
      "has a number without its country",
      line({ phone: "abc" }),
      /phone is a text .*country code/,
      /国家代码/,
    ],
    ["has no address", line({ ip: null }), /ip is null; .*"" where none is known/, /ip 是 null/],
    ["has a user that is no uuid", line({ user: "me" }), /user is a text .*UUID/, /UUID/],
    [
      "says verifiesAfter in words",
      line({ verifiesAfter: "soon" }),
      /verifiesAfter is a text .*or null/,
      /null/,
    ],
    [
      "does not say who is honest",
      line({ honest: undefined }),
      /honest is missing; it is true or false/,
      /缺失/,
    ],
    ["says it in quotes", line({ honest: "yes" }), /honest is a text .*without quotes/, /不带引号/],
    ["has two faults", line({ at: "1", user: 7 }), /at is a text .*\. user is a number/, /；user 是数字/],
  ])(
    "with a line that %s is refused with the line's number and what is wrong, in both languages",
    (_, wrong, en, zh) => {
      const read = () => readTraffic([line(), wrong].join("\n"));
      expect(read).toThrow(/^Line 2 is no request: /);
      expect(read).toThrow(en);
      expect(read).toThrow(/第 2 行不是有效的请求：/);
      expect(read).toThrow(zh);
      expect(read).not.toThrow(/8613800138000(?!", "ip": "203|")/);
    },
  );

  test("without a request is refused", () => {
    expect(() => readTraffic("\n")).toThrow("no request");
  });
});
