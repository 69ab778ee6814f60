import { readFileSync } from "node:fs";
import examples from "libphonenumber-js/mobile/examples";
import { parsePhoneNumberWithError, type PhoneNumber } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { FILE, numberingPlans } from "../../../src/cli/numbering-plans.ts";
import { normalizePhone } from "../../../src/client/index.ts";
import * as plans from "../../../src/client/numbering-plans.ts";
import { COUNTRIES, plansOf } from "../../../src/demo/web/countries.ts";

const PLANS = plansOf(COUNTRIES);
const EVERY_PLAN = Object.values(plans);
const EXAMPLES = Object.entries(examples).map(([iso, national]) => {
  const number = parsePhoneNumberWithError(national, { defaultCountry: iso as keyof typeof examples });
  return { iso, number };
});

test("the plans are what `npm run plans` makes of the installed libphonenumber-js", () => {
  expect(readFileSync(FILE, "utf8")).toBe(numberingPlans());
});

test("the demo's picker shows the code of the country it names", () => {
  for (const { iso, dial } of COUNTRIES) {
    expect(EXAMPLES.find((one) => one.iso === iso)?.number.countryCallingCode).toBe(dial);
  }
});

/** As a person writes `number` who has chosen its country, or has the full number at hand. */
function waysToWrite(number: PhoneNumber): string[] {
  const { countryCallingCode: code, nationalNumber } = number;
  const [national, full] = [number.formatNational(), number.formatInternational()];
  const written = [nationalNumber, national, full, number.number, number.getURI()];
  written.push(`00${code}${nationalNumber}`, `00 ${full.slice(1)}`, `${code} ${nationalNumber}`);
  if (national.replace(/\D/g, "") === `0${nationalNumber}`) {
    written.push(`+${code} (0)${nationalNumber}`, `+${code} (0) ${nationalNumber}`);
    // Korea's 008 leads abroad too, and 0082 010 2000 0000 is then a number of Egypt.
    if (code !== "82") written.push(`00${code}0${nationalNumber}`);
    written.push(`+${code} ${national}`, `(0)${nationalNumber}`, `${code} 0${nationalNumber}`);
  }
  return written.flatMap((text) => [text, ...dressed(text)]);
}

const wide = (text: string) =>
  text.replace(/[+\d()-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const dressed = (text: string): string[] =>
  text.startsWith("tel:") ? [text.replace("tel:", "TEL:"), ` ${text} `] : [
    wide(text),
    text.replace(/ /g, "-"),
    text.replace(/ /g, "."),
    text.replace(/ /g, "\u00a0"),
    `\u202a${text}\u202c`,
  ];

describe("every example of libphonenumber is read in every way people write it", () => {
  test.each(EXAMPLES)("$iso, among all countries", ({ number }) => {
    for (const text of waysToWrite(number)) {
      const read = normalizePhone(text, number.countryCallingCode, EVERY_PLAN);
      expect(read, text).toEqual({ ok: true, phone: number.number });
    }
  });

  const picked = EXAMPLES.filter(({ iso }) => COUNTRIES.some((country) => country.iso === iso));
  test.each(picked)("$iso, in the demo's picker and for an app of that country alone", ({ number }) => {
    const { countryCallingCode: code } = number;
    const alone = PLANS.filter(({ countryCode }) => countryCode === code);
    for (const countries of [PLANS, alone]) {
      for (const text of waysToWrite(number)) {
        const read = normalizePhone(text, code, countries);
        expect(read, text).toEqual({ ok: true, phone: number.number });
      }
    }
  });

  test.each(picked)("$iso, in full without a picker or with another country's", ({ number }) => {
    for (const other of [undefined, ...PLANS.map(({ countryCode }) => countryCode)]) {
      for (const text of [number.number, number.formatInternational(), number.getURI()]) {
        expect(normalizePhone(text, other, PLANS)).toEqual({ ok: true, phone: number.number });
      }
    }
  });

  test.each(picked)("$iso with a digit too few or too many never becomes another country's", ({ number }) => {
    for (const text of [`${number.number}0`, number.number.slice(0, -1), `${number.formatNational()}0`]) {
      const read = normalizePhone(text, number.countryCallingCode, PLANS);
      if (read.ok) expect(read.phone).toContain(text.startsWith("+") ? text : number.number);
    }
  });
});

test("every plan shows an example that it takes, and can be chosen in a picker", () => {
  for (const plan of EVERY_PLAN) {
    const { countryCode, example } = plan;
    expect(normalizePhone(example, countryCode, [plan])).toEqual({
      ok: true,
      phone: `+${countryCode}${example}`,
    });
  }
});
