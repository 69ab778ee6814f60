import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeCode, normalizePhone } from "../../../src/client/index.ts";

function read(typed: string, countryCode?: string): string {
  const outcome = normalizePhone(typed, countryCode);
  return outcome.ok ? outcome.phone : outcome.problem.code;
}

describe("a number as people type it", () => {
  test.each([
    ["138 0013 8000", "86"],
    ["138-0013-8000", "+86"],
    ["１３８００１３８０００", "86"],
    ["+8613800138000", undefined],
    ["+86 138-0013-8000", "1"],
    ["＋８６ １３８ ００１３ ８０００", undefined],
    ["(+86) 138.0013.8000", undefined],
    ["0086 138 0013 8000", "86"],
    ["008613800138000", undefined],
    ["8613800138000", "86"],
    ["\u202a+86 138 0013 8000\u202c", "86"],
    ["+86\u00a0138\u20110013\u20138000", "86"],
  ])("%j with %j is +8613800138000", (typed, picked) => expect(read(typed, picked)).toBe("+8613800138000"));

  test.each([
    ["(310) 555-1234", "1", "+13105551234"],
    ["1 310 555 1234", "1", "+13105551234"],
    ["13105551234", "86", "+8613105551234"],
    ["07911 123456", "44", "+447911123456"],
    ["447911123456", "44", "+447911123456"],
    ["9123 4567", "852", "+85291234567"],
    ["0912-345-678", "886", "+886912345678"],
    ["090-1234-5678", "81", "+819012345678"],
    ["010-1234-5678", "82", "+821012345678"],
    ["06 12 34 56 78", "33", "phone_country_unclear"],
    ["612345678", "33", "+33612345678"],
    ["4915112345678", "49", "phone_country_unclear"],
    ["+49 151 12345678", "86", "+4915112345678"],
  ])(
    "%j with the picker at %s is %s",
    (typed, picked, expected) => expect(read(typed, picked)).toBe(expected),
  );
});

describe("what cannot be read is not guessed", () => {
  test.each([
    ["13800138000", undefined, "phone_country_missing"],
    ["8613800138000", undefined, "phone_country_missing"],
    ["1380013800", "86", "phone_invalid"],
    ["138001380000", "86", "phone_invalid"],
    ["12345678901", "86", "phone_invalid"],
    ["+86 1380013800", undefined, "phone_invalid"],
    ["+86 0138 0013 8000", undefined, "phone_invalid"],
    ["00852 9123 4567", "82", "phone_country_unclear"],
    ["001 86 13800138000", "852", "phone_country_unclear"],
    ["+44 (0)7911 123456", "44", "phone_invalid"],
    ["+86138001380O0", "86", "phone_invalid"],
    ["13800138000 ext 2", "86", "phone_invalid"],
    ["86+13800138000", "86", "phone_invalid"],
    ["", "86", "phone_invalid"],
    ["+", undefined, "phone_invalid"],
    ["+0013800138000", undefined, "phone_invalid"],
    ["13800138000", "CN", "phone_invalid"],
  ])("%j with %j is %s", (typed, picked, code) => expect(read(typed, picked)).toBe(code));
});

describe("for any number", () => {
  const mainland = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
    .map(([second, rest]) => `1${second}${String(rest).padStart(9, "0")}`);
  const noise = fc.array(fc.constantFrom("", " ", "-", "\u00a0", "\u2011", ".", "\u200b"), { minLength: 20 });
  const wide = (text: string) =>
    text.replace(/[+\d]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  const scatter = (text: string, between: readonly string[]) =>
    [...text].map((sign, index) => sign + (between[index] ?? "")).join("");

  test("separators and full-width forms change no digit of a mainland number, in any notation", () => {
    const notation = fc.constantFrom("", "86", "+86", "0086");
    fc.assert(fc.property(mainland, notation, noise, fc.boolean(), (number, prefix, between, widened) => {
      const typed = scatter(prefix + number, between);
      expect(read(widened ? wide(typed) : typed, "86")).toBe(`+86${number}`);
    }));
  });

  test("an explicit plus sign keeps every digit, whatever the picker shows", () => {
    const digits = fc.stringMatching(/^[2-79]\d{7,13}$/);
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom("1", "86", "44", "852", undefined),
        noise,
        (number, picked, between) => {
          expect(read(scatter(`+${number}`, between), picked)).toBe(`+${number}`);
        },
      ),
    );
  });

  test("without a picker only + and 00 give a number", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."+0123456789 -") }), (typed) => {
      const outcome = normalizePhone(typed);
      if (outcome.ok) expect(typed.replace(/[ -]/g, "")).toMatch(/^(\+|00)[1-9]/);
    }));
  });

  test("a result is E.164 and holds the typed digits, less a prefix of 0, 00 or the country code", () => {
    const picker = fc.constantFrom("86", "1", "44", "49", "33", "852", "886", "39", "225");
    fc.assert(fc.property(fc.stringMatching(/^(\+|00)?\d{4,15}$/), picker, (typed, picked) => {
      const outcome = normalizePhone(typed, picked);
      if (!outcome.ok) return;
      expect(outcome.phone).toMatch(/^\+[1-9]\d{6,14}$/);
      const given = typed.replace(/^\+|^00/, "");
      const kept = [`+${given}`, `+${picked}${given}`, `+${picked}${given.replace(/^0/, "")}`];
      expect(kept).toContain(outcome.phone);
    }));
  });

  test("any text at all gives a number or a problem, never an exception", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string(), (typed, picked) => {
      const outcome = normalizePhone(typed, picked);
      expect(outcome.ok ? outcome.phone : outcome.problem.text("zh")).not.toBe("");
    }));
  });
});

describe("a code as people type it", () => {
  test.each(["123456", "123 456", "１２３４５６", " 123-456\n", "12\u200b3456"])("%j is 123456", (typed) => {
    expect(normalizeCode(typed)).toEqual({ ok: true, token: "123456" });
  });

  test.each(["", "12345O", "код", "+123456"])("%j is no code", (typed) => {
    const outcome = normalizeCode(typed);
    expect(outcome.ok || outcome.problem.code).toBe("code_invalid");
  });
});
