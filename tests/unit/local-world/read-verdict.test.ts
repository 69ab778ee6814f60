import { expect, test } from "vitest";
import { readVerdict } from "../../../src/local-world/read-verdict.ts";

test("a line of a request tells what the function made of it, by the key that the provider has", () => {
  const line = {
    level: "warn",
    event: "send_sms",
    result: "rejected",
    reason: "sms_misconfigured",
    flow: "signup",
    key: "0a1b",
  };
  expect(readVerdict(JSON.stringify(line))).toEqual({
    outId: "0a1b",
    result: "rejected",
    reason: "sms_misconfigured",
    flow: "signup",
  });
  expect(readVerdict('{"event":"send_sms","result":"accepted","key":"0a1b"}')).toEqual({
    outId: "0a1b",
    result: "accepted",
    reason: null,
    flow: null,
  });
});

test.each([
  "",
  "Download https://deno.land",
  "[]",
  "null",
  '{"event":"start"}',
  '{"event":"send_sms","result":"refused"}',
])(
  "%j tells nothing of a request",
  (line) => {
    expect(readVerdict(line)).toBeUndefined();
  },
);
