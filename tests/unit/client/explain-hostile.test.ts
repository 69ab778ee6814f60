import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainSmsError, problemOf } from "../../../src/client/index.ts";

const codeOf = (error: unknown) => problemOf(error).code;

describe("an error that is hostile or broken", () => {
  const explode = () => {
    throw new Error("do not touch");
  };
  const everyTrap = Object.fromEntries(
    Object.getOwnPropertyNames(Reflect).map((trap) => [trap, explode]),
  );
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  };
  const endless: unknown[] = new Proxy([], {
    get: (_, key) => key === "length" ? Number.MAX_SAFE_INTEGER : "length",
  });

  test.each([
    ["a getter that throws", Object.defineProperty({}, "message", { get: explode })],
    ["a Proxy whose every trap throws", new Proxy({}, everyTrap)],
    ["a Proxy of an error", new Proxy(new Error("x"), everyTrap)],
    ["a revoked Proxy", revoked()],
    ["a function", explode],
    ["an object without prototype", Object.create(null)],
    ["fields that are no text", { message: explode, code: Symbol("x"), status: 10n, name: [] }],
    ["a revoked list of reasons", { code: "weak_password", reasons: revoked() }],
    ["an endless list of reasons", { code: "weak_password", reasons: endless }],
    ["a text that cannot be made", { message: { toString: explode } }],
  ])("%s is explained all the same", (_, error) => {
    expect(explainSmsError(error, "zh").text).toMatch(/。$/);
    expect(explainSmsError(error, "en").text).toMatch(/\.$/);
  });

  test("and what can be read of it is used", () => {
    const error = Object.defineProperty({ code: "user_banned" }, "message", { get: explode });
    expect(codeOf(error)).toBe("user_banned");
  });

  test("whatever a field holds or does, there is a sentence", () => {
    // Made inside the property: fast-check looks into what it draws, and these bite.
    const hostile = {
      revoked: () => ({ value: revoked() }),
      trapped: () => ({ value: new Proxy([], everyTrap) }),
      endless: () => ({ value: endless }),
      throwing: () => ({ get: explode }),
    };
    const kind = fc.constantFrom("plain", ...Object.keys(hostile) as (keyof typeof hostile)[]);
    const key = fc.constantFrom(
      ..."name,message,msg,error_description,code,error_code,status,reasons,weak_password".split(","),
    );
    fc.assert(fc.property(fc.dictionary(key, fc.tuple(kind, fc.anything())), (fields) => {
      const error = {};
      for (const [name, [how, value]] of Object.entries(fields)) {
        Object.defineProperty(error, name, how === "plain" ? { value } : hostile[how]());
      }
      expect(explainSmsError(error, "en").text).toMatch(/^[A-Z].*\.$/);
    }));
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (thrown) => {
      expect(explainSmsError(thrown, "zh").text).toMatch(/。$/);
    }));
  });

  test("a text of a megabyte is no reason to hang: it is cut before it is searched", () => {
    const started = performance.now();
    for (const sign of ["1", " ", "sms_", "a: "]) {
      explainSmsError({ status: 429, message: sign.repeat(1_000_000 / sign.length) }, "en");
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("a wait that nobody can mean", () => {
  test.each([
    "sms_rate_limited: in 999999999999 seconds",
    "sms_rate_limited: in 16666666667 minutes",
    `sms_rate_limited: in ${"9".repeat(400)} seconds`,
    "sms_rate_limited: in 0 seconds",
    "sms_rate_limited: in 721 hours",
  ])("%s is later", (message) => {
    const { text, retryAfterSeconds } = explainSmsError({ message }, "en");
    expect({ text, retryAfterSeconds }).toEqual({
      text: "Too many codes were requested. Try again later.",
      retryAfterSeconds: undefined,
    });
  });

  test("no number in any sentence is larger than a month has seconds, and none is lost below it", () => {
    const unit = fc.constantFrom(["seconds", 1], ["minutes", 60], ["hours", 3600], ["秒", 1], ["小时", 3600]);
    fc.assert(fc.property(fc.bigInt({ min: 0n }), unit, (count, [name, size]) => {
      const { text, retryAfterSeconds } = explainSmsError(
        { message: `sms_rate_limited: ${count} ${name}` },
        "en",
      );
      const seconds = Number(count) * Number(size);
      const possible = seconds > 0 && seconds <= 30 * 86_400;
      expect(retryAfterSeconds).toBe(possible ? seconds : undefined);
      for (const [digits] of text.matchAll(/\d+/g)) expect(Number(digits)).toBeLessThanOrEqual(1440);
    }));
  });

  test("a password's least length is no longer than Auth's longest password", () => {
    const message = "Password should be at least 99999999999999999999999 characters.";
    expect(explainSmsError({ code: "weak_password", message }, "en").text).not.toMatch(/\d/);
  });
});
