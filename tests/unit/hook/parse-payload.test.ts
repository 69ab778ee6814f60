import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePayload, type SendSmsRequest } from "../../../src/hook/gotrue/parse-payload.ts";
import { payloadOf } from "../../support/hook/examples.ts";
import { recordings } from "../../support/hook/recordings.ts";

const parse = (payload: unknown) => parsePayload(JSON.stringify(payload));

function parsed(payload: unknown): SendSmsRequest {
  const result = parse(payload);
  if (!result.ok) throw new Error(`Cannot parse: ${result.error}`);
  return result.value;
}

function misfit(payload: unknown): string {
  const result = parse(payload);
  if (result.ok) throw new Error("Cannot find a misfit: the payload was accepted");
  return result.error;
}

describe("recorded requests", () => {
  test.each(recordings)("$release $scenario parses, with its code", ({ body, release }) => {
    const result = parsePayload(body);
    expect(result.ok && result.value.otp).toBe(JSON.parse(body).sms.otp);
    expect(result.ok && (result.value.metadata !== undefined)).toBe(release === "v2.196.0");
    expect(result.ok && (result.value.smsPhone !== undefined)).toBe(
      release === "v2.186.0" || release === "v2.196.0",
    );
  });
});

describe("what a payload may hold", () => {
  test("keys that nobody knows yet, at every level", () => {
    const payload = payloadOf({ future: { deep: [1] } });
    const user = { ...payload.user, future: true, user_metadata: { theme: "dark" } };
    const request = parsed({ ...payload, user, sms: { ...payload.sms, channel: "sms" } });
    expect(request).toEqual(parsed(payloadOf()));
  });

  test("null identities, factors, metadata, user_metadata and stamps", () => {
    const nothing = { identities: null, factors: null, user_metadata: null, phone_confirmed_at: null };
    const request = parsed(payloadOf({ metadata: null, user: { phone: null, new_phone: null, ...nothing } }));
    expect(request.user).toEqual({
      phone: "",
      newPhone: undefined,
      phoneConfirmed: false,
      confirmationSent: false,
      phoneChangeSent: false,
      phoneFactors: [],
      verifiedFactors: [],
      locale: undefined,
    });
    expect(request.metadata).toBeUndefined();
  });

  test("the flat body of Auth 2.146 to 2.149", () => {
    const request = parsed({ user_id: "6481a5c1", phone: "8613800138000", otp: "012345" });
    expect(request).toMatchObject({ otp: "012345", mfa: false, user: { phone: "8613800138000" } });
    expect(request.metadata).toBeUndefined();
  });

  test("a code with leading zeros, which stay", () => {
    expect(parsed(payloadOf({ sms: { otp: "000001" } })).otp).toBe("000001");
  });

  test("phone factors, of which those without a number or of another type do not count", () => {
    const factors = [
      { factor_type: "totp", phone: null },
      { factor_type: "phone", phone: "8613700137000", status: "verified" },
      { factor_type: "phone", phone: "8613700137001", status: "unverified" },
      { factor_type: "phone", phone: "" },
      { factor_type: "webauthn" },
    ];
    const request = parsed(payloadOf({ user: { factors }, sms: { otp: "604112", sms_type: "mfa" } }));
    expect(request.user.phoneFactors).toEqual(["8613700137000", "8613700137001"]);
    expect(request.user.verifiedFactors).toEqual(["8613700137000"]);
    expect(request.mfa).toBe(true);
  });

  test("metadata whose parts do not fit: the release is still known by its presence", () => {
    const request = parsed(payloadOf({ metadata: { uuid: "not a uuid", time: "soon", ip_address: "" } }));
    expect(request.metadata).toEqual({ uuid: undefined, timeMs: undefined, ipAddress: "" });
  });

  test("the time of the first attempt in nanoseconds", () => {
    expect(parsed(payloadOf()).metadata?.timeMs).toBe(Date.parse("2026-08-20T09:00:00.123Z"));
  });

  test.each([
    ["zh-CN", "zh-CN"],
    ["zh_Hant_TW", "zh_Hant_TW"],
    ["en", "en"],
    ["", undefined],
    ["../../etc", undefined],
    ["en\nfoo", undefined],
    [42, undefined],
    [{ toString: "zh" }, undefined],
    [null, undefined],
  ])("the user's own locale %j is taken for %j", (locale, expected) => {
    expect(parsed(payloadOf({ user: { user_metadata: { locale } } })).user.locale).toBe(expected);
  });
});

describe("what does not fit is named by its path, never by its value", () => {
  const { user, sms } = payloadOf();

  test.each([
    ["no user", { sms }, "user"],
    ["a user that is a list", { user: [], sms }, "user"],
    ["no sms", { user }, "sms"],
    ["sms without a code", { user, sms: {} }, "sms.otp"],
    ["a code that is a number", { user, sms: { otp: 24680 } }, "sms.otp"],
    ["an empty code", { user, sms: { otp: "" } }, "sms.otp"],
    ["a code with a line break", { user, sms: { otp: "024680\n" } }, "sms.otp"],
    ["a code with letters", { user, sms: { otp: "a24680" } }, "sms.otp"],
    ["a code in full-width digits", { user, sms: { otp: "１２３４５６" } }, "sms.otp"],
    ["a phone that is a number", { user: { phone: 86138 }, sms }, "user.phone"],
    ["factors that are no list", { user: { factors: {} }, sms }, "user.factors"],
    ["a factor's phone that is a number", { user: { factors: [{ phone: 1 }] }, sms }, "user.factors.0.phone"],
    ["a destination that is a number", { user, sms: { otp: "024680", phone: 1 } }, "sms.phone"],
    ["metadata that is a text", { metadata: "x", user, sms }, "metadata"],
    ["a flat body without a number", { user_id: "6481a5c1", otp: "024680" }, "phone"],
    ["a flat body with a code that does not fit", { user_id: "1", phone: "8613800138000", otp: "x" }, "otp"],
    ["nothing at all", {}, "user, sms"],
    ["a list", [], "body"],
    ["null", null, "body"],
    ["a text", "024680", "body"],
  ])("%s", (_, payload, path) => {
    expect(misfit(payload)).toBe(`missing or of the wrong form: ${path}`);
  });

  test.each(["", "{", "hello 024680", "\ufeff{}", "[".repeat(100_000)])("text that is not JSON", (raw) => {
    expect(parsePayload(raw)).toEqual({ ok: false, error: "body is not JSON" });
  });
});

describe("any JSON", () => {
  const marked = fc.string({ maxLength: 12 }).map((text) => `§${text}`);
  const anything = fc.jsonValue({ stringUnit: "grapheme" });

  test("never throws and never shows a text of the payload", () => {
    const key = fc.constantFrom("user", "sms", "metadata", "otp", "phone", "new_phone", "factors", "x");
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        marked,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 6 }),
      ),
    }));
    fc.assert(fc.property(fc.oneof(tree, anything), (payload) => {
      const result = parse(payload);
      expect(result.ok ? "" : result.error).not.toContain("§");
    }));
  });

  test("in place of any part of a good payload never shows the code", () => {
    const part = fc.constantFrom(
      "metadata",
      "user",
      "user.phone",
      "user.factors",
      "sms.phone",
      "sms.sms_type",
    );
    const otp = fc.integer({ min: 100_000, max: 9_999_999_999 }).map(String);
    fc.assert(fc.property(part, anything, otp, (path, value, code) => {
      const payload: Record<string, unknown> = payloadOf({ sms: { otp: code, phone: "8613800138000" } });
      const [top = "", inner] = path.split(".");
      const before = payload[top] as Record<string, unknown>;
      payload[top] = inner === undefined ? value : { ...before, [inner]: value };
      const result = parse(payload);
      expect(result.ok ? "" : result.error).not.toContain(code);
    }));
  });

  test("as a code that does not fit is not shown either", () => {
    const code = fc.stringMatching(/^[0-9]{11,20}$/);
    fc.assert(fc.property(code, (otp) => {
      expect(misfit(payloadOf({ sms: { otp } }))).toBe("missing or of the wrong form: sms.otp");
    }));
  });
});
