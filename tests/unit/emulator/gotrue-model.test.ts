import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signWebhook } from "../../../src/emulator/gotrue/hook/sign-webhook.ts";
import { codeHash, newCode, tooSoon } from "../../../src/emulator/gotrue/model/one-time-code.ts";
import { plainPhone, validPhone } from "../../../src/emulator/gotrue/model/phone-number.ts";
import { createRateLimit, smsQuota } from "../../../src/emulator/gotrue/model/rate-limit.ts";
import { secureRandom } from "../../../src/emulator/gotrue/random.ts";
import { parseRelease, versionOf } from "../../../src/emulator/gotrue/release.ts";
import { profileOf } from "../../../src/emulator/gotrue/release-profile.ts";

describe("signWebhook()", () => {
  const body =
    '{"metadata":{"uuid":"8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e","time":"2026-08-20T09:00:00.123456789Z",' +
    '"name":"send-sms","ip_address":"203.0.113.7"},"user":{"id":"6481a5c1-3d37-4a56-9f6a-bee08c554965",' +
    '"phone":"8613800138000"},"sms":{"otp":"012345","phone":"8613800138000"}}';
  const request = { id: "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", timestamp: 1787216400, body };

  it("signs with every secret, as Auth does", () => {
    const secrets = [
      "v1,whsec_VGhpcyBpcyBhbiBleGFtcGxlIG9mIGEgc2hvcnRlciBCYXNlNjQgc3RyaW5n",
      "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
    ];
    const signature =
      "v1,Th+x+ukosQzjlaZGnt3DxUmdSZ8DV9RF8+b/j8S6gNA=, v1,A3UD1i85XqDuI6sQXOa3wUnoR2fAw7eM3rz7dmnrZp4=";
    expect(signWebhook(secrets, request)).toEqual({ signature });
  });

  it("sends an empty signature without secrets, and cannot use an asymmetric one", () => {
    expect(signWebhook([], request)).toEqual({ signature: "" });
    expect(signWebhook(["v1a,whpk_x:whsk_y"], request)).toEqual({ refused: "invalid signature format" });
    expect(signWebhook(["v1,whsec_abc"], request)).toEqual({
      refused: "unable to create webhook, err: illegal base64 data at input byte 3",
    });
  });
});

describe("A one-time code", () => {
  it("is bound to its number", () => {
    expect(codeHash("8613800138000", "012345")).toBe(
      "033553235000bf07a6e41e064d65a2ea36e0dde4e9d0387b70ea41fb",
    );
  });

  it("has as many digits as asked for, zeros in front included", () => {
    const zeros = { ...secureRandom, below: () => 0 };
    expect(newCode(zeros, 6)).toBe("000000");
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 10 }), (digits) => /^\d+$/.test(newCode(secureRandom, digits))),
    );
  });

  it("may follow another one after the waiting time, whose rest is cut to seconds", () => {
    expect(tooSoon(null, 60_000, 0)).toBeUndefined();
    expect(tooSoon(0, 60_000, 100)).toBe(
      "For security purposes, you can only request this after 59 seconds.",
    );
    expect(tooSoon(0, 60_000, 60_000)).toContain("after 0 seconds");
    expect(tooSoon(0, 60_000, 60_001)).toBeUndefined();
  });
});

describe("A phone number", () => {
  it("is kept without plus and spaces, and must be E.164", () => {
    expect(plainPhone("+86 138 0013 8000")).toBe("8613800138000");
    for (const wrong of ["", "0138", "abc", "+", "1234567890123456"]) {
      expect(() => validPhone(wrong)).toThrow("Invalid phone number format (E.164 required)");
    }
  });
});

describe("The limit of SMS", () => {
  const limited = (quota: string) => {
    let at = 0;
    const parsed = smsQuota(quota);
    if (!parsed) throw new Error("Cannot test: no quota");
    const limit = createRateLimit(parsed, () => at);
    return { allow: () => limit.allow(), wait: (ms: number) => (at += ms) };
  };

  it("is a window of an hour when it is a number", () => {
    const { allow, wait } = limited("2");
    expect([allow(), allow(), allow()]).toEqual([true, true, false]);
    wait(3_600_000);
    expect(allow()).toBe(true);
  });

  it("is a bucket that fills one by one when it names a duration", () => {
    const { allow, wait } = limited("2/10s");
    expect([allow(), allow(), allow()]).toEqual([true, true, false]);
    wait(10_000);
    expect([allow(), allow()]).toEqual([true, false]);
  });
});

describe("A release", () => {
  it("is named with or without patch and v", () => {
    expect(versionOf(parseRelease("2.186"))).toBe("v2.186.0");
    expect(versionOf(parseRelease("v2.176.1"))).toBe("v2.176.1");
    expect(versionOf(parseRelease("2.158"))).toBe("v2.158.1");
    for (const wrong of ["2", "3.1", "2.157", "2.158.0", "latest"]) {
      expect(() => parseRelease(wrong)).toThrow("Cannot");
    }
  });

  it("keeps what an earlier one brought, whatever the order of asking", () => {
    const phoneOf = (text: string) => profileOf(parseRelease(text)).payloadSmsPhone;
    expect(["2.196", "2.179", "2.180", "2.182.1"].map(phoneOf)).toEqual([true, false, true, true]);
  });
});
