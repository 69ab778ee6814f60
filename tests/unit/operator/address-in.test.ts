import { describe, expect, test } from "vitest";
import { addressIn } from "../../../src/operator/doctor/address-in.ts";

describe("the address that the provider saw", () => {
  test.each([
    ["the request from 203.0.113.7 is denied", "203.0.113.7"],
    ["源IP地址203.0.113.7所在的地区被禁用", "203.0.113.7"],
    ["denied for 2001:db8::17.", "2001:db8::17"],
  ])("is told where the refusal names it: %s", (message, address) => {
    expect(addressIn(message)).toEqual({ en: `it saw ${address}`, zh: `看到的地址为 ${address}` });
  });

  test.each([
    ["源IP地址所在的地区被禁用"],
    ["at 12:30:45 of 2026.11.28"],
    ["300.1.2.3"],
    [""],
    [undefined],
    [17],
  ])("is not known from %j, and that is said", (message) => {
    expect(addressIn(message).en).toBe("it does not say which address it saw");
  });
});
