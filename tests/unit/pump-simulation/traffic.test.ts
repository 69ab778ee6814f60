import { expect, test } from "vitest";
import { readTraffic, TrafficError } from "../../../src/pump-simulation/traffic.ts";

const request = (at: number) => ({
  at,
  phone: "8613800138000",
  ip: "203.0.113.7",
  user: "6481a5c1-3d37-4a56-9f6a-bee08c554965",
  verifiesAfter: 20,
  honest: true,
});
const line = (at: number, of: object = {}) => JSON.stringify({ ...request(at), ...of });

test("requests come in the order of their times, empty lines and a plus sign aside", () => {
  expect(readTraffic(`${line(5, { phone: "+8613800138000" })}\n\n${line(0)}\r\n`)).toEqual([
    request(0),
    request(5),
  ]);
});

test.each([
  ["that is no JSON", "honest", "Line 2 is no request;"],
  ["with a time in milliseconds", line(1_772_409_600_000), "Line 2 is no request (at);"],
  ["with no number", line(1, { phone: "1380013800x" }), "Line 2 is no request (phone);"],
  ["with a user that is no UUID", line(1, { user: "somebody" }), "Line 2 is no request (user);"],
  [
    "that says nothing of use",
    line(1, { verifiesAfter: undefined }),
    "Line 2 is no request (verifiesAfter);",
  ],
])("a line %s is refused by its number, in both languages and without what it holds", (_, bad, said) => {
  const read = () => readTraffic(`${line(0)}\n${bad}`);
  expect(read).toThrow(TrafficError);
  expect(read).toThrow(said);
  expect(read).toThrow("第 2 行不是有效的请求");
  expect(read).not.toThrow("1380013800x");
});

test("a file without a request is refused", () => {
  expect(() => readTraffic("\n\n")).toThrow(TrafficError);
});
