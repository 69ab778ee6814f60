import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, type Policy } from "../../../src/hook/sms/decide.ts";
import { HONG_KONG, LOS_ANGELES, MAINLAND, NEW_YORK, phoneOf } from "../../support/hook/examples.ts";

const policyOf = (changes: Partial<Policy> = {}): Policy => ({
  sendingEnabled: true,
  allowedCountries: new Set(["CN"]),
  allowedPrefixes: [],
  allowedNumbers: undefined,
  blockedPrefixes: [],
  ...changes,
});
const refusal = (policy: Partial<Policy>, phone: string) => {
  const decision = decide(policyOf(policy), phoneOf(phone));
  return decision.ok ? undefined : decision.error;
};
const not = (cause: string) => ({ reason: "recipient_not_allowed", cause });

describe("decide()", () => {
  test("allows a mainland number", () => expect(refusal({}, MAINLAND)).toBeUndefined());

  test("refuses every number while sending is switched off, before anything else", () => {
    const off = { sendingEnabled: false, blockedPrefixes: ["86"] };
    expect(refusal(off, MAINLAND)).toEqual({ reason: "sending_disabled" });
    expect(refusal(off, HONG_KONG)).toEqual({ reason: "sending_disabled" });
  });

  test("refuses a number outside the allowed countries", () => {
    expect(refusal({}, HONG_KONG)).toEqual(not("country"));
    expect(refusal({}, NEW_YORK)).toEqual(not("country"));
    expect(refusal({ allowedCountries: new Set(["HK"]) }, HONG_KONG)).toBeUndefined();
    expect(refusal({ allowedCountries: new Set(["HK"]) }, MAINLAND)).toEqual(not("country"));
  });

  test("says so where the refused number may be a mainland one without its country code", () => {
    expect(refusal({}, LOS_ANGELES)).toEqual(not("bare_mainland_number"));
    expect(refusal({ allowedCountries: new Set(["CN", "US"]) }, LOS_ANGELES)).toBeUndefined();
  });

  test("allows any country with *, and a number of none where its range is named", () => {
    expect(refusal({ allowedCountries: "*" }, HONG_KONG)).toBeUndefined();
    expect(refusal({ allowedCountries: "*" }, "+88310012345")).toEqual(not("costly_range"));
    expect(refusal({ allowedCountries: "*", allowedPrefixes: ["883"] }, "+88310012345")).toBeUndefined();
  });

  test("refuses a number of no country unless all are allowed", () => {
    expect(refusal({ allowedCountries: new Set(["CN", "US", "HK"]) }, "+88310012345")).toEqual(
      not("country"),
    );
  });

  test("refuses a blocked prefix, and only at the start of the number", () => {
    expect(refusal({ blockedPrefixes: ["86170", "86138"] }, MAINLAND)).toEqual(not("blocked_prefix"));
    expect(refusal({ blockedPrefixes: ["138", "8000"] }, MAINLAND)).toBeUndefined();
  });

  test("refuses everybody who is not on the staging list, where there is one", () => {
    expect(refusal({ allowedNumbers: new Set([MAINLAND]) }, MAINLAND)).toBeUndefined();
    expect(refusal({ allowedNumbers: new Set([MAINLAND]) }, "+8613800138001")).toEqual(
      not("not_on_staging_list"),
    );
    expect(refusal({ allowedNumbers: new Set() }, MAINLAND)).toEqual(not("not_on_staging_list"));
  });

  test("does not let the staging list lift a country's or a prefix's refusal", () => {
    const listed = { allowedNumbers: new Set([HONG_KONG, MAINLAND]), blockedPrefixes: ["86138"] };
    expect(refusal(listed, HONG_KONG)).toEqual(not("country"));
    expect(refusal(listed, MAINLAND)).toEqual(not("blocked_prefix"));
  });

  test("never allows more when a rule is added", () => {
    const phone = fc.constantFrom(MAINLAND, HONG_KONG, LOS_ANGELES, "+8617012345678", "+88310012345");
    const countries = fc.constantFrom<Policy["allowedCountries"]>(
      "*",
      new Set(["CN"]),
      new Set(["HK", "US"]),
    );
    const prefixes = fc.array(fc.constantFrom("86170", "1", "852"));
    fc.assert(
      fc.property(
        phone,
        countries,
        prefixes,
        fc.boolean(),
        (phone, allowedCountries, blockedPrefixes, on) => {
          const strict = {
            allowedCountries,
            blockedPrefixes,
            sendingEnabled: on,
            allowedNumbers: new Set([MAINLAND]),
          };
          const loose = { allowedCountries, blockedPrefixes: blockedPrefixes.slice(1) };
          if (refusal(strict, phone) === undefined) expect(refusal(loose, phone)).toBeUndefined();
        },
      ),
    );
  });
});
