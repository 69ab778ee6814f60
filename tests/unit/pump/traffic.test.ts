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

  test.each([
    ["is no JSON", "{", ""],
    ["has no time", line({ at: undefined }), "at"],
    ["has a time in the past", line({ at: -1 }), "at"],
    ["has a time in milliseconds", line({ at: 1_788_000_000_000 }), "at"],
    ["has a number without its country", line({ phone: "abc" }), "phone"],
    ["has a user that is no uuid", line({ user: "me" }), "user"],
    ["says verifiesAfter in words", line({ verifiesAfter: "soon" }), "verifiesAfter"],
    ["does not say who is honest", line({ honest: undefined }), "honest"],
  ])("with a line that %s is refused with the line's number, in both languages", (_, wrong, field) => {
    const read = () => readTraffic([line(), wrong].join("\n"));
    expect(read).toThrow(/^Line 2 is no request/);
    expect(read).toThrow(/第 2 行/);
    expect(read).toThrow(new RegExp(field));
  });

  test("without a request is refused", () => {
    expect(() => readTraffic("\n")).toThrow("no request");
  });
});
