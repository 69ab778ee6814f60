import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRule } from "../../../src/hook/ledger/limits.ts";
import { configOf, problemsOf } from "../../support/hook/config.ts";

const NAMES = {
  perNumber: "SMS_LIMIT_PER_NUMBER",
  perIp: "SMS_LIMIT_PER_IP",
  perCountry: "SMS_LIMIT_PER_COUNTRY",
  total: "SMS_LIMIT_TOTAL",
} as const;

const rulesOf = (value: string) => configOf({ SMS_LIMIT_TOTAL: value }).limits.total;

describe("limits", () => {
  test.each(Object.entries(NAMES))("%s are read from %s", (limit, name) => {
    const { limits } = configOf({ [name]: "7/9m" });
    // The keys of NAMES are those of the limits.
    expect(limits[limit as keyof typeof NAMES]).toEqual([{ count: 7, windowSeconds: 540 }]);
  });

  test.each([
    ["1/60s", [[1, 60]]],
    ["1/60s,5/1h,10/1d", [[1, 60], [5, 3_600], [10, 86_400]]],
    [" 1 / 60s , 5/1h ", [[1, 60], [5, 3_600]]],
    ["500/h", [[500, 3_600]]],
    ["2000/d", [[2_000, 86_400]]],
    ["3/m", [[3, 60]]],
    ["3/366d", [[3, 31_622_400]]],
    ["off", []],
    ["OFF", []],
  ])("%j", (value, expected) => {
    expect(rulesOf(value)).toEqual(expected.map(([count, windowSeconds]) => ({ count, windowSeconds })));
  });

  test.each(Object.values(NAMES))("%s=off switches it off", (name) => {
    const { limits } = configOf({ [name]: "off" });
    expect(Object.values(limits).flat()).toHaveLength(name === NAMES.perNumber ? 0 : 2);
  });

  test.each([
    "0/1h",
    "5",
    "5/",
    "/1h",
    "5/1w",
    "5/0h",
    "5/367d",
    "-1/1h",
    "1.5/1h",
    "5/1h;10/1d",
    "5/1h,",
    "1e3/1h",
    "off,5/1h",
  ])(
    "%j is refused, with an example",
    (value) => {
      const problems = problemsOf({ SMS_LIMIT_PER_NUMBER: value });
      expect(problems.map(({ variable }) => variable)).toContain("SMS_LIMIT_PER_NUMBER");
      expect(problems[0]?.en).toContain("1/60s,5/1h,10/1d");
      expect(problems[0]?.zh).toContain("1/60s,5/1h,10/1d");
    },
  );

  test("any rule that is read is named so that it reads the same again", () => {
    const amount = fc.constantFrom(...([["s", 999_999], ["m", 527_040], ["h", 8_784], ["d", 366]] as const))
      .chain(([unit, max]) => fc.integer({ min: 1, max }).map((n) => `${n}${unit}`));
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999 }), amount, (count, window) => {
      const [read] = rulesOf(`${count}/${window}`);
      if (read === undefined) throw new Error("Cannot read a rule");
      expect(rulesOf(formatRule(read))).toEqual([read]);
    }));
  });

  test.each([[60, "1/60s"], [90, "1/90s"], [120, "1/2m"], [3_600, "1/1h"], [86_400, "1/1d"], [
    604_800,
    "1/7d",
  ]])(
    "a window of %i seconds is named %s",
    (windowSeconds, name) => expect(formatRule({ count: 1, windowSeconds })).toBe(name),
  );
});
