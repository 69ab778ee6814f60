import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ipSubject, networkOf } from "../../../src/hook/ledger/ip-subject.ts";

describe("ipSubject()", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    [" 203.0.113.7 ", "203.0.113.7"],
    ["203.0.113.007", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:cb00:7107", "203.0.113.7"],
    ["[::ffff:203.0.113.7]", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::abcd", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("takes %j for %s", (text, subject) => expect(ipSubject(text)).toBe(subject));

  test.each([
    "",
    " ",
    "unknown",
    "localhost",
    "example.com",
    "203.0.113",
    "1.2.3.4.5.6",
    "999.1.1.1",
    "::g",
    "a:b",
    "203.0.113.7, 10.0.0.1",
    "x".repeat(150_000),
  ])("takes %.30j for the unknown", (text) => {
    expect(ipSubject(text)).toBe("unknown");
  });

  test("counts every address of one /64 as one, however it is written, and another /64 as another", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const four = fc.tuple(group, group, group, group);
    const hex = (groups: readonly number[], wide: boolean) =>
      groups.map((one) => wide ? one.toString(16).padStart(4, "0").toUpperCase() : one.toString(16)).join(
        ":",
      );
    fc.assert(fc.property(four, four, four, fc.boolean(), (network, host, other, wide) => {
      fc.pre(network.some((one) => one !== 0));
      const subject = ipSubject(`${hex(network, wide)}:${hex(host, wide)}`);
      expect(subject).toBe(ipSubject(`${hex(network, !wide)}:${hex(other, false)}`));
      expect(subject).toBe(`${hex(network, false)}::/64`);
    }));
  });

  test("reads four decimal numbers the same with and without what a proxy puts around them", () => {
    const part = fc.integer({ min: 0, max: 300 });
    fc.assert(fc.property(fc.array(part, { minLength: 3, maxLength: 5 }), (parts) => {
      const text = parts.join(".");
      expect(ipSubject(text)).toBe(ipSubject(` ${text}`));
      expect(ipSubject(text) === text).toBe(parts.length === 4 && parts.every((one) => one < 256));
    }));
  });

  test("never throws and never grows", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(ipSubject(text).length).toBeLessThanOrEqual(24);
    }));
  });
});

describe("networkOf()", () => {
  test.each([
    ["203.0.113.7", "203.0.113.0/24"],
    ["2001:db8:7:1::1", "2001:db8:7::/48"],
    ["2001:db8::1", "2001:db8:0::/48"],
    ["nonsense", undefined],
  ])("%s is in %s", (address, network) => {
    expect(networkOf(ipSubject(address))).toBe(network);
  });
});
