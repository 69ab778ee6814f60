import fc from "fast-check";
import metadata from "libphonenumber-js/metadata.max.json" with { type: "json" };
import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" };
import {
  type Examples,
  getCountries,
  getExampleNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { isCostly } from "../../../src/hook/sms/costly-ranges.ts";
import { decide } from "../../../src/hook/sms/decide.ts";
import { configOf } from "../../support/hook/config.ts";
import { LOS_ANGELES, phoneOf } from "../../support/hook/examples.ts";

const COSTLY_TYPES = ["PREMIUM_RATE", "SHARED_COST", "PERSONAL_NUMBER"];
const typeOf = (digits: string) => parsePhoneNumberFromString(`+${digits}`)?.getType();
const judge = (countries: string, digits: string) =>
  decide(configOf({ SMS_ALLOWED_COUNTRIES: countries }).policy, phoneOf(`+${digits}`));
const refused = { ok: false, error: { reason: "recipient_not_allowed", cause: "costly_range" } };

describe("a number that costs more than a mobile", () => {
  test.each([
    "870773111632",
    "881612345678",
    "88213300655",
    "88316012345",
    "979123456789",
    "19002345678",
    "447012345678",
  ])(
    "+%s gets no code, whatever country is allowed",
    (digits) => {
      expect(judge("*", digits)).toMatchObject(refused);
      expect(judge("US,GB,CN", digits).ok).toBe(false);
    },
  );

  test.each([["*,+870", "870773111632"], ["CN,+870", "870773111632"], ["GB,+4470", "447012345678"]])(
    "gets one where its range is named: SMS_ALLOWED_COUNTRIES=%s",
    (countries, digits) => expect(judge(countries, digits)).toEqual({ ok: true, value: undefined }),
  );

  test("names its range alone: others stay refused", () => {
    expect(judge("*,+870", "881612345678")).toMatchObject(refused);
    expect(judge("CN,+870", "85251234567")).toMatchObject({ error: { cause: "country" } });
  });

  test.each(getCountries())("is no mobile of %s", (country) => {
    const example = getExampleNumber(country, examples as Examples)?.number ?? "";
    expect(isCostly(phoneOf(country === "CN" ? "+8613800138000" : example))).toBe(false);
  });

  test("is none of the mobiles of libphonenumber's own patterns", () => {
    // The metadata's form is the library's own: countries by code, types in the twelfth place, mobiles second.
    const countries = metadata.countries as unknown as Record<string, unknown[]>;
    const mobiles = Object.entries(countries).flatMap(([country, data]) => {
      const types = data[11] as [string][] | undefined;
      const pattern = types?.[1]?.[0];
      return country === "CN" || !pattern ? [] : [{ code: String(data[0]), pattern }];
    });
    expect(mobiles.length).toBeGreaterThan(150);
    for (const { code, pattern } of mobiles) {
      fc.assert(
        fc.property(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), (national) => {
          const digits = code + national;
          fc.pre(digits.length >= 7 && digits.length <= 15 && !COSTLY_TYPES.includes(typeOf(digits) ?? ""));
          expect({ digits, costly: isCostly(phoneOf(`+${digits}`)) }).toEqual({ digits, costly: false });
        }),
        { numRuns: 20 },
      );
    }
  });

  test("is found among libphonenumber's: at least nine in ten of all that it calls premium, shared or personal", () => {
    const countries = metadata.countries as unknown as Record<string, unknown[]>;
    let found = 0;
    let all = 0;
    for (const [country, data] of Object.entries(countries)) {
      if (country === "CN") continue;
      const types = (data[11] ?? []) as [string][];
      for (const pattern of [3, 4, 9].flatMap((i) => types[i]?.[0] || [])) {
        for (const national of fc.sample(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), 20)) {
          const digits = String(data[0]) + national;
          if (digits.length < 7 || digits.length > 15) continue;
          all++;
          if (isCostly(phoneOf(`+${digits}`))) found++;
        }
      }
    }
    expect(all).toBeGreaterThan(2_000);
    expect(found / all).toBeGreaterThan(0.9);
  });
});

test("an ordinary number is none", () => expect(isCostly(phoneOf(LOS_ANGELES))).toBe(false));
