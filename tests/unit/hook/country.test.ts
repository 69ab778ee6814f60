import fc from "fast-check";
import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" };
import {
  type CountryCode,
  type Examples,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { countryOf, isCountry, isNorthAmerican } from "../../../src/hook/sms/country.ts";

/** Their mobiles have the calling code and the number ranges of another country: nothing tells them apart. */
const SHARE_RANGES: Readonly<Record<string, CountryCode>> = {
  BL: "GP", // Saint Barthélemy, +590 690
  MF: "GP", // Saint Martin, +590 690
  CC: "AU", // Cocos Islands, +61 4
  CX: "AU", // Christmas Island, +61 4
  EH: "MA", // Western Sahara, +212 6
};

/** Known to the table by their own prefixes, while the library's example is of a range that they share. */
const EXAMPLE_IS_SHARED: Readonly<Record<string, CountryCode>> = {
  AX: "FI", // Åland has +358 18; its mobiles are Finland's
  IM: "GB", // the example is in a range of Great Britain in the library's own parser
  SJ: "NO", // Svalbard has +47 79; its mobiles are Norway's
  VA: "IT", // the Vatican has +39 06698; its mobiles are Italy's
};

const asParsed = (e164: string) => parsePhoneNumberFromString(e164);

describe("the country table", () => {
  test("holds every country that libphonenumber knows, but for those that share all ranges", () => {
    const missing = getCountries().filter((country) => !isCountry(country));
    expect(missing.sort()).toEqual(Object.keys(SHARE_RANGES).sort());
  });

  test("holds nothing else", () => {
    const known = new Set<string>(getCountries());
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const pairs = letters.flatMap((a) => letters.map((b) => a + b));
    expect(pairs.filter((code) => isCountry(code) && !known.has(code))).toEqual([]);
    expect(["", "*", "CHN", "cn", "constructor", "toString"].filter(isCountry)).toEqual([]);
  });

  test.each(getCountries())("finds the country of the example number of %s", (country) => {
    const example = getExampleNumber(country, examples as Examples);
    const expected = SHARE_RANGES[country] ?? EXAMPLE_IS_SHARED[country] ?? country;
    expect(countryOf(example?.number.slice(1) ?? "")).toBe(expected);
    // The exceptions are the library's own: its parser finds the same.
    expect(asParsed(example?.number ?? "")?.country).toBe(expected);
  });

  test.each([
    ["AX", "3581812345"],
    ["IM", "447624123456"],
    ["SJ", "4779123456"],
    ["VA", "390669812345"],
    ["YT", "262639123456"],
    ["KZ", "77710009998"],
    ["GG", "447781123456"],
    ["JE", "447797712345"],
    ["BQ", "5993181234"],
    ["CW", "59995181234"],
    ["TA", "2908999"],
  ])("finds %s by its own prefix within a shared calling code", (country, digits) => {
    expect(countryOf(digits)).toBe(country);
  });

  test.each(["80012345678", "87812345678", "88310012345", "97912345678", "999123456789", "2101234567"])(
    "finds no country for %s: its calling code belongs to none",
    (digits) => expect(countryOf(digits)).toBeUndefined(),
  );

  // SMS reach mobiles; service and fixed ranges of shared calling codes are not all in the table.
  const mobileCountryOf = (digits: string): CountryCode | undefined => {
    const phone = asParsed(`+${digits}`);
    const type = phone?.getType();
    // Where the parser had to repair the number first, it is not E.164 and Auth would not send it.
    const fits = phone?.number === `+${digits}` && phone.isValid();
    return fits && (type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE") ? phone.country : undefined;
  };

  test("agrees with libphonenumber on any mobile number of any calling code", () => {
    const callingCode = fc.constantFrom(...new Set(getCountries().map((one) => getCountryCallingCode(one))));
    const number = fc.tuple(callingCode, fc.stringMatching(/^[0-9]{5,11}$/)).map(([code, rest]) =>
      code + rest
    );
    let mobiles = 0;
    fc.assert(
      fc.property(number, (digits) => {
        const expected = mobileCountryOf(digits);
        if (expected === undefined) return;
        mobiles++;
        expect(countryOf(digits)).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
    expect(mobiles).toBeGreaterThan(50);
  });

  test("agrees with libphonenumber on every mobile range of +44, which four countries share", () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => `447${String(i).padStart(4, "0")}23456`);
    const other = numbers.filter((digits) =>
      (mobileCountryOf(digits) ?? countryOf(digits)) !== countryOf(digits)
    );
    expect(other).toEqual([]);
  });
});

describe("the countries of +1", () => {
  const areas = Array.from({ length: 800 }, (_, i) => String(200 + i));
  const inArea = (area: string) =>
    ["2345678", "5550100", "7025678"].flatMap((rest) => {
      const phone = asParsed(`+1${area}${rest}`);
      return phone?.isValid() && phone.country !== undefined
        ? [[`1${area}${rest}`, phone.country] as const]
        : [];
    });

  test("have the area codes that libphonenumber has", () => {
    const numbers = areas.flatMap(inArea);
    expect(numbers.length).toBeGreaterThan(1_000);
    const other = numbers.filter(([digits, country]) => countryOf(digits) !== country);
    expect(other).toEqual([]);
  });

  test("are those whose calling code is +1, and no other", () => {
    const expected = getCountries().filter((country) => getCountryCallingCode(country) === "1");
    expect(getCountries().filter(isNorthAmerican).sort()).toEqual(expected.sort());
    expect(isNorthAmerican("XX")).toBe(false);
  });

  test("never have a number that is taken for China's", () => {
    fc.assert(fc.property(fc.stringMatching(/^1[0-9]{10}$/), (digits) => {
      expect(countryOf(digits)).not.toBe("CN");
    }));
  });
});

test("every number of +86 is China's and no other is", () => {
  fc.assert(fc.property(fc.stringMatching(/^[1-9][0-9]{6,14}$/), (digits) => {
    expect(countryOf(digits) === "CN").toBe(digits.startsWith("86"));
    expect(countryOf(`86${digits}`)).toBe("CN");
  }));
});
