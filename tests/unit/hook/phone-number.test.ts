import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksLikeBareMainland, maskPhone, parsePhoneNumber } from "../../../src/hook/sms/phone-number.ts";
import { phoneOf } from "../../support/hook/examples.ts";

const mainland = fc.stringMatching(/^1[3-9][0-9]{9}$/);
const e164 = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);

describe("parsePhoneNumber()", () => {
  test.each(["8613800138000", "+8613800138000"])("reads the mainland number %s", (text) => {
    expect(parsePhoneNumber(text, "refuse")).toEqual({
      ok: true,
      value: { e164: "+8613800138000", digits: "8613800138000", country: "CN" },
    });
  });

  test("takes +13105551234 for a number in the United States, whatever bare numbers are", () => {
    const american = { e164: "+13105551234", digits: "13105551234", country: "US" };
    expect(parsePhoneNumber("+13105551234", "refuse")).toEqual({ ok: true, value: american });
    expect(parsePhoneNumber("+13105551234", "CN")).toEqual({ ok: true, value: american });
  });

  test("takes eleven digits without a plus sign for a number of +1 by default", () => {
    fc.assert(fc.property(mainland, (digits) => {
      const phone = phoneOf(digits, "refuse");
      expect(phone.e164).toBe(`+${digits}`);
      expect(phone.country).not.toBe("CN");
    }));
  });

  test("takes them for a mainland number where the operator says so, as one with its country code", () => {
    fc.assert(fc.property(mainland, (digits) => {
      expect(phoneOf(digits, "CN")).toEqual(phoneOf(`86${digits}`, "CN"));
      expect(phoneOf(digits, "CN")).toEqual(phoneOf(`+86${digits}`, "refuse"));
    }));
  });

  test("leaves every other number as it is where bare numbers are mainland ones", () => {
    fc.assert(fc.property(e164, (text) => {
      fc.pre(!looksLikeBareMainland(text.slice(1)));
      expect(parsePhoneNumber(text.slice(1), "CN")).toEqual(parsePhoneNumber(text, "refuse"));
    }));
  });

  test.each(["8612345678901", "861380013800", "86138001380000", "8610086", "+868613800138000"])(
    "refuses %s, which is no mainland mobile",
    (text) => expect(parsePhoneNumber(text, "refuse")).toEqual({ ok: false, error: "not_a_mainland_mobile" }),
  );

  test.each([
    "",
    "+",
    "123456",
    "1234567890123456",
    "0013105551234",
    "+0123456789",
    "138 0013 8000",
    "138-0013-8000",
    "++8613800138000",
    "8613800138000\n",
    "8613800138000,8613800138001",
    "８６13800138000",
    "tel:+8613800138000",
  ])("refuses %j, which is not E.164", (text) => {
    expect(parsePhoneNumber(text, "CN")).toEqual({ ok: false, error: "not_e164" });
  });

  test("gives digits that are the number without its plus sign, for any text it takes", () => {
    const text = fc.oneof(e164, e164.map((number) => number.slice(1)), mainland, fc.string());
    fc.assert(fc.property(text, fc.constantFrom("refuse" as const, "CN" as const), (text, bare) => {
      const phone = parsePhoneNumber(text, bare);
      if (!phone.ok) return;
      expect(phone.value.e164).toBe(`+${phone.value.digits}`);
      expect(phone.value.digits).toMatch(/^[1-9][0-9]{6,14}$/);
      expect(phone.value.digits.endsWith(text.replace("+", ""))).toBe(true);
    }));
  });
});

describe("maskPhone()", () => {
  test.each([
    ["+8613800138000", "+86138****8000"],
    ["+13105551234", "+131****1234"],
    ["+85251234567", "+852****4567"],
    ["+2901234", "+2****34"],
    ["+123456789012345", "+12345****2345"],
  ])("shows %s as %s", (number, masked) => expect(maskPhone(number)).toBe(masked));

  test("never shows seven consecutive digits of a number, and always hides four or more", () => {
    fc.assert(fc.property(e164, (number) => {
      const masked = maskPhone(number);
      for (let i = 1; i + 7 <= number.length; i++) expect(masked).not.toContain(number.slice(i, i + 7));
      expect(masked.replace("****", "").length).toBeLessThanOrEqual(number.length - 4);
      expect(masked).toMatch(/^\+\d+\*{4}\d+$/);
    }));
  });
});
