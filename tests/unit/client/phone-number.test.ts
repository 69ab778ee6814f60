import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { createPhoneAuth, normalizeCode, normalizePhone } from "../../../src/client/index.ts";
import * as plans from "../../../src/client/numbering-plans.ts";
import { createFakeAuth, NOT_FOUND } from "../../support/client-fake-auth.ts";

const EVERYWHERE = Object.values(plans);

function read(typed: string, countryCode?: string, countries = EVERYWHERE): string {
  const outcome = normalizePhone(typed, countryCode, countries);
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
    ["06 12 34 56 78", "33", "+33612345678"],
    ["612345678", "33", "+33612345678"],
    ["4915112345678", "49", "+4915112345678"],
    ["0151/12345678", "49", "+4915112345678"],
    ["+49 151 12345678", "86", "+4915112345678"],
    ["+44 07911 123456", undefined, "+447911123456"],
    ["+44 (0)7400 123456", undefined, "+447400123456"],
    ["+44（０）7400 123456", "86", "+447400123456"],
    ["+81 090-1234-5678", undefined, "+819012345678"],
    ["090ー1234ー5678", "81", "+819012345678"],
    ["+886 0912 345 678", undefined, "+886912345678"],
    ["8 912 345 67 89", "7", "+79123456789"],
    ["810 86 138 0013 8000", "7", "+8613800138000"],
    ["11 15-2345-6789", "54", "+5491123456789"],
    ["0 11 15-2345-6789", "54", "+5491123456789"],
    ["0 15 11 96123-4567", "55", "+5511961234567"],
    ["0412 345 678", "61", "+61412345678"],
    ["0917 123 4567", "63", "+639171234567"],
    ["9123456789", "91", "+919123456789"],
    ["393 123 4567", "39", "+393931234567"],
    ["tel:+86-138-0013-8000", undefined, "+8613800138000"],
    ["٠٥٠ ١٢٣ ٤٥٦٧", "971", "+971501234567"],
    ["011 86 138 0013 8000", "1", "+8613800138000"],
    ["00852 9123 4567", "82", "+85291234567"],
    ["001 86 13800138000", "852", "+8613800138000"],
  ])(
    "%j with the picker at %s is %s",
    (typed, picked, expected) => expect(read(typed, picked)).toBe(expected),
  );
});

describe("what cannot be read is not guessed", () => {
  test.each([
    ["", "86", "phone_missing"],
    [" - ", undefined, "phone_missing"],
    ["13800138000", undefined, "phone_country_missing"],
    ["8613800138000", undefined, "phone_country_missing"],
    ["1380013800", "86", "phone_invalid"],
    ["138001380000", "86", "phone_invalid"],
    ["12345678901", "86", "phone_invalid"],
    ["+86 1380013800", undefined, "phone_invalid"],
    ["13800138000", "1", "phone_invalid"],
    ["8613800138000", "1", "phone_invalid"],
    ["+1 900 555 0123", undefined, "phone_invalid"],
    ["+44 20 7946 0958", undefined, "phone_invalid"],
    ["+39 (0)393 123 4567", undefined, "phone_invalid"],
    ["+852 0 9123 4567", undefined, "phone_invalid"],
    ["11 2345-6789", "54", "phone_invalid"],
    ["+86138001380O0", "86", "phone_invalid"],
    ["13800138000 ext 2", "86", "phone_invalid"],
    ["tel:13800138000;ext=2", "86", "phone_invalid"],
    ["86+13800138000", "86", "phone_invalid"],
    ["+", undefined, "phone_invalid"],
    ["+0013800138000", undefined, "phone_country_not_offered"],
    ["+870 7712 34567", undefined, "phone_country_not_offered"],
    ["13800138000", "CN", "phone_invalid"],
  ])("%j with %j is %s", (typed, picked, code) => expect(read(typed, picked)).toBe(code));

  test("a text with two readings is refused: a number of the country, or one abroad", () => {
    const abroad = { countryCode: "999", mobile: "00\\d{11}", exit: "00", example: "0013800138000" };
    expect(read("008613800138000", "999", [abroad, plans.plan86])).toBe("+8613800138000");
    const both = { ...abroad, mobile: "00\\d{13}" };
    expect(read("008613800138000", "999", [both, plans.plan86])).toBe("phone_country_unclear");
  });

  test("an app takes the countries it names, the mainland unless it names some", () => {
    expect(normalizePhone("+86 138 0013 8000")).toEqual({ ok: true, phone: "+8613800138000" });
    expect(read("+852 9123 4567", undefined, [plans.plan86])).toBe("phone_country_not_offered");
    expect(read("9123 4567", "852", [plans.plan86])).toBe("phone_country_not_offered");
    const { supabase } = createFakeAuth(() => NOT_FOUND);
    expect(() => createPhoneAuth(supabase, { countryCode: "852" })).toThrow(
      'add plan852 to the option "countries"',
    );
  });

  test.each([
    ["en", "This is not a +1 mobile number. Check it and the country code, or write it like +1 2015550123."],
    ["zh", "这不是 +1 的手机号，请检查号码和国家或地区代码，或按 +1 2015550123 的格式填写。"],
  ])("what to type is said (%s)", (locale, text) => {
    const outcome = normalizePhone("13800138000", "1", EVERYWHERE);
    expect(outcome.ok || outcome.problem.text(locale)).toBe(text);
  });
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

  const codes = EVERYWHERE.map(({ countryCode }) => countryCode);
  const picker = fc.constantFrom(...codes, undefined);

  test("what is taken in full is libphonenumber's reading of it, whatever the picker shows", () => {
    const typed = fc.tuple(fc.constantFrom(...codes), fc.stringMatching(/^0?\d{6,11}$/));
    fc.assert(
      fc.property(typed, picker, noise, ([code, digits], picked, between) => {
        const text = `+${code}${digits}`;
        const outcome = normalizePhone(scatter(text, between), picked, EVERYWHERE);
        if (outcome.ok) expect(outcome.phone).toBe(parsePhoneNumberFromString(text)?.number);
      }),
      { numRuns: 2000 },
    );
  });

  test("without a picker only + and 00 give a number", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."+0123456789 -") }), (typed) => {
      const outcome = normalizePhone(typed, undefined, EVERYWHERE);
      if (outcome.ok) expect(typed.replace(/[ -]/g, "")).toMatch(/^(\+|00)[1-9]/);
    }));
  });

  test("a result is a mobile number of its plan and ends with what was typed", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\+|00|0)?\d{6,15}$/), picker, (typed, picked) => {
        const outcome = normalizePhone(typed, picked, EVERYWHERE);
        if (!outcome.ok) return;
        const plan = EVERYWHERE.find(({ countryCode }) => outcome.phone.startsWith(`+${countryCode}`));
        const national = outcome.phone.slice(1 + (plan?.countryCode.length ?? 0));
        expect(national).toMatch(new RegExp(`^(?:${plan?.mobile})$`));
        // A plan that rewrites moves digits within the number: Argentina's 15 becomes a leading 9.
        if (plan?.rewrite === undefined) expect(typed.endsWith(national)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("any text at all gives a number or a problem, never an exception", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string(), (typed, picked) => {
      const outcome = normalizePhone(typed, picked, EVERYWHERE);
      expect(outcome.ok ? outcome.phone : outcome.problem.text("zh")).not.toBe("");
    }));
  });
});

describe("a code as people type it", () => {
  test.each(["123456", "123 456", "１２３４５６", " 123-456\n", "12\u200b3456"])("%j is 123456", (typed) => {
    expect(normalizeCode(typed)).toEqual({ ok: true, token: "123456" });
  });

  test.each([
    ["", "code_missing"],
    [" ", "code_missing"],
    ["12345O", "code_invalid"],
    ["码", "code_invalid"],
    ["+123456", "code_invalid"],
    ["1234567890123", "code_invalid"],
  ])("%j is %s", (typed, code) => {
    const outcome = normalizeCode(typed);
    expect(outcome.ok || outcome.problem.code).toBe(code);
  });
});
