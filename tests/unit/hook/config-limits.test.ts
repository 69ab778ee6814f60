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

  test.each<[string, RegExp, RegExp]>([
    ["0/1h", /^entry 1 has no whole number from 1 to 999999999/, /^第 1 项斜杠前的次数/],
    ["-1/1h", /^entry 1 has no whole number/, /次数/],
    ["1.5/1h", /^entry 1 has no whole number/, /次数/],
    ["1e3/1h", /^entry 1 has no whole number/, /次数/],
    ["9999999999/1h", /^entry 1 has no whole number/, /次数/],
    ["5/1h,ten/1d", /^entry 2 has no whole number/, /^第 2 项斜杠前的次数/],
    ["/1h", /^entry 1 has no whole number/, /次数/],
    ["abc", /^entry 1 is not a count, one slash and a window/, /^第 1 项不是“次数\/时间窗”/],
    ["5", /is not a count, one slash/, /次数\/时间窗/],
    ["5per1h", /is not a count, one slash/, /次数\/时间窗/],
    ["5/1h/1d", /is not a count, one slash/, /次数\/时间窗/],
    ["5/1h;10/1d", /with commas between entries/, /各项以逗号分隔/],
    ["5/0h", /no whole number from 1 before its unit/, /在单位前不是从 1 起的整数/],
    ["5/1.5h", /no whole number from 1 before its unit/, /在单位前不是从 1 起的整数/],
    ["5/-1h", /no whole number from 1 before its unit/, /在单位前不是从 1 起的整数/],
    ["5/", /without one of the units s, m, h and d/, /单位 s、m、h、d（小写）/],
    ["5/1", /without one of the units/, /单位/],
    ["5/1w", /without one of the units/, /单位/],
    ["5/1x", /without one of the units/, /单位/],
    ["5/1H", /without one of the units/, /单位/],
    ["5/1hour", /without one of the units/, /单位/],
    ["5/constructor", /without one of the units/, /单位/],
    ["5/367d", /more than 366 days/, /超过 366 天/],
    ["5/9999999999999d", /more than 366 days/, /超过 366 天/],
    ["5/1h,", /^entry 2 is empty/, /^第 2 项为空/],
    ["off,5/1h", /^entry 1 is off, which stands alone/, /^第 1 项是 off/],
  ])("%j is refused for what is wrong with it, with an example", (value, en, zh) => {
    const [problem, ...more] = problemsOf({ SMS_LIMIT_PER_NUMBER: value });
    expect(problem).toMatchObject({
      variable: "SMS_LIMIT_PER_NUMBER",
      en: expect.stringMatching(en),
      zh: expect.stringMatching(zh),
    });
    expect(problem?.en).toContain("1/60s,5/1h,10/1d");
    expect(problem?.zh).toContain("1/60s,5/1h,10/1d");
    expect(more).toEqual([]);
  });

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
