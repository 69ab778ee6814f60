import fc from "fast-check";
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createKeyedHash, ledgerKeyFrom } from "../../../src/hook/ledger/keyed-hash.ts";
import { recordOf } from "../../../src/hook/ledger/request-record.ts";
import { MAINLAND, phoneOf } from "../../support/hook/examples.ts";

const KEY = "a key of a test, thirty-two characters and more";

describe("createKeyedHash()", () => {
  test("is half of an HMAC-SHA256 with the domain in front, by Node's own count", () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string(), (key, text) => {
      const expected = createHmac("sha256", key).update(`number\n${text}`).digest("hex").slice(0, 32);
      expect(createKeyedHash(key)("number", text)).toBe(expected);
    }));
  });

  test("says the same of the same text every time, another thing under another key or in another domain", () => {
    const hash = createKeyedHash(KEY);
    expect(hash("number", MAINLAND)).toBe(hash("number", MAINLAND));
    expect(hash("ip", MAINLAND)).not.toBe(hash("number", MAINLAND));
    expect(createKeyedHash(`${KEY}!`)("number", MAINLAND)).not.toBe(hash("number", MAINLAND));
  });
});

describe("ledgerKeyFrom()", () => {
  test("is the same in every process with the same secret, and is not the secret", () => {
    const secret = "dW5pdCB0ZXN0IGhvb2sgc2VjcmV0LCB0aGUgZmlyc3Q=";
    expect(ledgerKeyFrom(secret)).toBe(ledgerKeyFrom(secret));
    expect(ledgerKeyFrom(secret)).not.toContain(secret);
    expect(ledgerKeyFrom(secret)).not.toBe(ledgerKeyFrom(secret.toLowerCase()));
  });
});

describe("recordOf()", () => {
  function of(number: string, ipAddress?: string, bare: "refuse" | "CN" = "refuse") {
    const phone = phoneOf(number, bare);
    const asked = { phone, flow: "signin", verifiedFactor: false, userId: undefined, ipAddress } as const;
    const record = recordOf(asked, createKeyedHash(KEY));
    return { ...record, netHash: record.netHash() };
  }

  test("holds neither the number nor the address", () => {
    const text = JSON.stringify(of(MAINLAND, "203.0.113.7"));
    for (const secret of ["13800138000", "00138000", "203.0.113.7"]) expect(text).not.toContain(secret);
  });

  test("is the same for a bare mainland number and the same with its country code", () => {
    expect(of("13800138000", undefined, "CN")).toEqual(of(MAINLAND));
  });

  test("counts no address where Auth's release says none, and the unknown as one of its own", () => {
    expect(of(MAINLAND, undefined).ipHash).toBeUndefined();
    expect(of(MAINLAND, "").ipHash).toBe(of(MAINLAND, "unknown").ipHash);
    expect(of(MAINLAND, "").ipHash).not.toBe(of(MAINLAND, "203.0.113.7").ipHash);
  });

  test.each([
    [MAINLAND, "861380013"],
    ["+13105551234", "1310"],
    ["+447400123456", "44740"],
    ["+6581234567", "658"],
    ["+85251234567", "8525"],
  ])("puts %s into the block %s", (number, prefix) => expect(of(number).prefix).toBe(prefix));
});
