import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formats } from "../../../src/console/page/format.ts";
import { speechIn } from "../../../src/console/page/language.ts";
import { outcomeText, stepsOf } from "../../../src/console/page/outcome.ts";
import { remedyOf } from "../../../src/console/remedy.ts";
import { providerCodes } from "../../../src/hook/aliyun/error-codes.ts";

const request = { reason: null, delivered: null, delivery_ms: null, delivery_code: null, verified_at: null };

describe("a request's way", () => {
  test.each(
    [
      [{ status: "limited" }, "bad none none"],
      [{ status: "closed" }, "bad none none"],
      [{ status: "in_flight" }, "ok wait none"],
      [{ status: "rejected" }, "ok bad none"],
      [{ status: "accepted" }, "ok ok open"],
      [{ status: "accepted", delivered: true }, "ok ok ok"],
      [{ status: "accepted", delivered: false }, "ok ok bad"],
      [{ status: "accepted", verified_at: "2026-08-20T12:00:00Z" }, "ok ok ok"],
      [{ status: "unconfirmed" }, "ok open open"],
      [{ status: "unconfirmed", delivered: true }, "ok ok ok"],
      // A rejection may be of an SMS that still arrives.
      [{ status: "rejected", delivered: true }, "ok bad ok"],
    ] as const,
  )("of %j is %s", (given, way) => {
    const { hook, provider, phone } = stepsOf({ ...request, ...given });
    expect(`${hook} ${provider} ${phone}`).toBe(way);
  });
});

describe("a remedy", () => {
  test("of a provider's code is the one that the log gives", () => {
    for (const { codes, en, zh } of providerCodes()) {
      for (const code of codes) expect(remedyOf("rejected", `isv.${code}`)).toEqual({ en, zh });
    }
  });

  test.each(
    [
      ["limited", "per_number 5/1h", "SMS_LIMIT_PER_NUMBER"],
      ["limited", "per_ip 5/1h", "SMS_LIMIT_PER_IP"],
      ["limited", "per_prefix 5/1h", "SMS_LIMIT_PER_PREFIX"],
      ["limited", "per_country 5/1h", "SMS_LIMIT_PER_COUNTRY"],
      ["limited", "total 5/1h", "SMS_LIMIT_TOTAL"],
      ["closed", "paused", "send_sms.resume()"],
      ["closed", "blocked 86138", "send_sms.unblock("],
      ["closed", "guarded 86138", "send_sms.guarded"],
      ["closed", "guarded ip", "SMS_GUARD=observe"],
      ["rejected", "no.such.code", "report the code"],
      ["rejected", "ledger_down", "SMS_ON_LEDGER_DOWN"],
    ] as const,
  )("of %s, %s names %s", (status, reason, word) => {
    expect(remedyOf(status, reason)?.en).toContain(word);
    expect(remedyOf(status, reason)?.zh).toMatch(/[一-鿿]/);
  });

  test("is none of what went well", () => {
    expect([remedyOf("accepted", null), remedyOf("in_flight", null)]).toEqual([null, null]);
  });
});

describe("what the page has no name for is shown as the ledger has it:", () => {
  const languages = ["en", "zh"] as const;
  test.each(languages)("a place in %s", (language) => {
    const { region } = formats(speechIn(language));
    const unnamed = [
      `ip:${"a".repeat(32)}`,
      `net:${"b".repeat(32)}`,
      "ip:*",
      "86138",
      "C",
      "cn",
      "CHN",
      "",
      "ZZZZ",
    ];
    expect(unnamed.map(region)).toEqual(unnamed);
    expect(region("VN")).toMatch(/^(Vietnam|越南)$/);
  });

  test.each(languages)("any place, time and currency that a database could hold, in %s", (language) => {
    const format = formats(speechIn(language));
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{1,4}$/));
    fc.assert(fc.property(texts, fc.double(), (text, value) => {
      expect(format.region(text)).toEqual(expect.any(String));
      for (const timed of [format.time, format.hour, format.day]) {
        expect(timed(text)).toEqual(Number.isNaN(Date.parse(text)) ? text : expect.any(String));
      }
      expect(format.money(value, text)).toContain(/^[A-Z]{3}$/.test(text) ? "" : text);
    }));
  });

  test.each(["infinity", "-infinity", "12026-11-28T00:00:00+00:00", "0044-03-15T00:00:00+00:00 BC"])(
    "the time %s",
    (at) => {
      expect(formats(speechIn("en")).time(at)).toBe(at);
    },
  );

  test("a status of a later release", () => {
    const texts = speechIn("en").texts;
    const app = { texts: () => texts, formats: () => formats(speechIn("en")) };
    const later = { ...request, status: "delegated" as "accepted", reason: "to a partner" };
    expect(outcomeText(app, later)).toBe("delegated: to a partner");
    expect(stepsOf(later)).toEqual({ hook: "open", provider: "open", phone: "open" });
    expect(remedyOf(later.status, later.reason)).toBeNull();
  });
});

describe("what is not known", () => {
  test.each(["en", "zh"] as const)("is a dash in %s, never 0", (language) => {
    const format = formats(speechIn(language));
    expect([
      format.rate(0, 0),
      format.ms(null),
      format.money(null, "CNY"),
      format.money(1, null),
    ]).toEqual(["–", "–", "–", "–"]);
  });
});

test("fractions of a cent are shown where an SMS costs a few", () => {
  expect(formats(speechIn("zh")).money(0.045, "CNY")).toBe("¥0.045");
  expect(formats(speechIn("zh")).money(1234.5, "CNY")).toBe("¥1,234.50");
});
