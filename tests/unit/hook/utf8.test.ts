import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8InPlace } from "../../../src/hook/runtime/utf8.ts";

test("any text, long ones too, has the bytes that TextEncoder gives it", () => {
  const long = fc.integer({ min: 5_000, max: 20_000 }).map((length) => "验a".repeat(length));
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), long), (text) => {
    expect(Buffer.from(utf8InPlace(text)).equals(Buffer.from(new TextEncoder().encode(text)))).toBe(true);
  }));
});

test("what is given is read before the next is asked for: it lies in the same place", () => {
  const first = utf8InPlace("first");
  utf8InPlace("other");
  expect(new TextDecoder().decode(first)).toBe("other");
});
