import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FLOWS } from "../../../src/hook/sms/flow.ts";
import { reaches, type Recipient, type Route, routesFor } from "../../../src/hook/sms/route.ts";
import { HONG_KONG, LOS_ANGELES, MAINLAND, NEW_YORK, phoneOf, routeOf } from "../../support/hook/examples.ts";

const to = (phone: string, rest: Partial<Recipient> = {}): Recipient => ({
  phone: phoneOf(phone),
  flow: "signin",
  locale: undefined,
  ...rest,
});
const namesOf = (routes: readonly Route[], recipient: Recipient) =>
  routesFor(routes, recipient).map(({ name }) => name);

describe("which API reaches whom", () => {
  test.each(
    [
      ["dysmsapi", MAINLAND, true],
      ["dysmsapi", HONG_KONG, true],
      ["dysmsapi", NEW_YORK, true],
      // Eleven digits 1[3-9]…: the domestic API would send it to a stranger in China.
      ["dysmsapi", LOS_ANGELES, false],
      ["dypnsapi", MAINLAND, true],
      ["dypnsapi", HONG_KONG, false],
      ["dypnsapi", LOS_ANGELES, false],
      ["globe", MAINLAND, false],
      ["globe", HONG_KONG, true],
      ["globe", LOS_ANGELES, true],
      ["globe", "+88310012345", true],
    ] as const,
  )("%s → %s is %s", (api, phone, expected) => {
    expect(reaches(api, phoneOf(phone))).toBe(expected);
  });
});

describe("routesFor()", () => {
  test("chooses by country", () => {
    const routes = [
      routeOf({ name: "hk", when: { countries: ["HK", "MO"] } }),
      routeOf({ name: "cn", when: { countries: ["CN"] } }),
    ];
    expect(namesOf(routes, to(MAINLAND))).toEqual(["cn"]);
    expect(namesOf(routes, to(HONG_KONG))).toEqual(["hk"]);
    expect(namesOf(routes, to(NEW_YORK))).toEqual([]);
  });

  test("never matches a country condition with a number of no country", () => {
    expect(namesOf([routeOf({ when: { countries: ["US"] } })], to("+88310012345"))).toEqual([]);
    expect(namesOf([routeOf()], to("+88310012345"))).toEqual(["default"]);
  });

  test("chooses by flow", () => {
    const routes = FLOWS.map((flow) => routeOf({ name: flow, when: { flows: [flow] } }));
    for (const flow of FLOWS) expect(namesOf(routes, to(MAINLAND, { flow }))).toEqual([flow]);
  });

  test.each([
    ["zh", "zh", true],
    ["zh", "zh-CN", true],
    ["zh", "zh_Hant", true],
    ["zh", "ZH-hk", true],
    ["zh-Hant", "zh_hant_TW", true],
    ["zh_CN", "zh-cn", true],
    ["zh-CN", "zh", false],
    ["zh", "zha", false],
    ["zh", "en", false],
    ["zh", undefined, false],
  ])("a route for %s serves the locale %s: %s", (wanted, locale, expected) => {
    const routes = [routeOf({ when: { locales: ["fr", wanted] } })];
    expect(namesOf(routes, to(MAINLAND, { locale })).length === 1).toBe(expected);
  });

  test("asks for every condition of a route, and for one value of each", () => {
    const when = { countries: ["CN", "HK"], flows: ["mfa" as const, "signin" as const], locales: ["en"] };
    const routes = [routeOf({ when })];
    expect(namesOf(routes, to(HONG_KONG, { flow: "mfa", locale: "en-GB" }))).toEqual(["default"]);
    expect(namesOf(routes, to(HONG_KONG, { flow: "signup", locale: "en-GB" }))).toEqual([]);
    expect(namesOf(routes, to(HONG_KONG, { flow: "mfa", locale: "zh" }))).toEqual([]);
    expect(namesOf(routes, to(NEW_YORK, { flow: "mfa", locale: "en" }))).toEqual([]);
  });

  test("keeps the order of the configuration and leaves out nothing that serves", () => {
    const when = fc.record({
      countries: fc.subarray(["CN", "HK", "US"], { minLength: 1 }),
      flows: fc.subarray([...FLOWS], { minLength: 1 }),
      locales: fc.subarray(["zh", "en", "zh-CN"], { minLength: 1 }),
    }, { requiredKeys: [] });
    const api = fc.constantFrom("dysmsapi" as const, "dypnsapi" as const, "globe" as const);
    const list = fc.array(fc.record({ when, api }))
      .map((all) => all.map((one, i) => routeOf({ name: String(i), ...one })));
    const recipient = fc.record({
      phone: fc.constantFrom(MAINLAND, HONG_KONG, LOS_ANGELES, NEW_YORK, "+88310012345").map((p) =>
        phoneOf(p)
      ),
      flow: fc.constantFrom(...FLOWS),
      locale: fc.constantFrom(undefined, "zh-CN", "en", "de"),
    });
    fc.assert(fc.property(list, recipient, (routes, recipient) => {
      const names = namesOf(routes, recipient);
      expect(names).toEqual([...names].sort((a, b) => Number(a) - Number(b)));
      // A route serves in a list as it serves alone.
      expect(names).toEqual(routes.filter((r) => namesOf([r], recipient).length > 0).map((r) => r.name));
      for (const route of routesFor(routes, recipient)) {
        expect(reaches(route.api, recipient.phone)).toBe(true);
        expect(route.when.flows ?? FLOWS).toContain(recipient.flow);
      }
    }));
  });

  test("is deterministic", () => {
    const routes = [routeOf({ name: "a" }), routeOf({ name: "b" })];
    expect(namesOf(routes, to(MAINLAND))).toEqual(["a", "b"]);
    expect(namesOf([...routes].reverse(), to(MAINLAND))).toEqual(["b", "a"]);
  });
});
