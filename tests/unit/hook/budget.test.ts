import fc from "fast-check";
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { clockAheadMs, deadlineOf } from "../../../src/hook/budget.ts";
import { parsePayload } from "../../../src/hook/gotrue/parse-payload.ts";
import type { SendSmsRequest } from "../../../src/hook/gotrue/parse-payload.ts";
import { createKeyedHash } from "../../../src/hook/ledger/keyed-hash.ts";
import { requestKey } from "../../../src/hook/gotrue/request-key.ts";
import { HONG_KONG as ABROAD, MAINLAND as HOME, requestOf } from "../../support/hook/examples.ts";
import { recordings } from "../../support/hook/recordings.ts";
import { NOON } from "../../support/hook/runtime.ts";

describe("deadlineOf()", () => {
  /**
   * What is left of an attempt that Auth makes `age` ms after its first one, by a clock that differs from Auth's.
   * @param second where in its second Auth's first attempt falls, ms
   */
  function left({ age, clockAhead = 0, second = 0, onTheWay = 0 }: {
    age: number;
    clockAhead?: number;
    second?: number;
    onTheWay?: number;
  }): number {
    const firstAttemptAt = NOON + second;
    const signedAtSeconds = Math.floor((firstAttemptAt + age) / 1000);
    const arrivedAt = firstAttemptAt + age + onTheWay + clockAhead;
    return deadlineOf({ arrivedAt, firstAttemptAt, signedAtSeconds }) - arrivedAt;
  }
  const second = fc.integer({ min: 0, max: 999 });
  const clockAhead = fc.integer({ min: -300_000, max: 300_000 });

  test("is four seconds from arrival where the first attempt is not known", () => {
    expect(deadlineOf({ arrivedAt: NOON, firstAttemptAt: undefined, signedAtSeconds: 0 })).toBe(NOON + 4_000);
  });

  test.each([
    ["this is the first attempt", 0, 4_000],
    ["it arrives 100 ms after it", 100, 3_900],
    ["a second attempt comes after two seconds", 2_000, 1_500],
    ["a third one comes after four", 4_000, -500],
  ])("%s", (_, age, ms) => expect(left({ age })).toBe(ms));

  test("is whole for a request that Auth has long given up: a replay is not what a user waits for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 6_000, max: 300_000 }), second, clockAhead, (age, second, ahead) => {
        expect(left({ age, second, clockAhead: ahead })).toBe(4_000);
      }),
    );
  });

  test("leaves a first attempt time to claim and send, whatever our clock says", () => {
    fc.assert(fc.property(second, clockAhead, (second, clockAhead) => {
      expect(left({ age: 0, second, clockAhead })).toBeGreaterThanOrEqual(1_500);
    }));
  });

  test("leaves a second attempt time to claim and send inside Auth's five seconds, whatever our clock says", () => {
    const age = fc.integer({ min: 2_000, max: 2_100 });
    fc.assert(fc.property(age, second, clockAhead, (age, second, clockAhead) => {
      const ms = left({ age, second, clockAhead });
      expect(ms).toBeGreaterThan(1_000);
      expect(age + ms).toBeLessThanOrEqual(4_500);
    }));
  });

  test("counts the time that a request took to arrive", () => {
    fc.assert(fc.property(second, fc.integer({ min: 0, max: 2_500 }), (second, onTheWay) => {
      expect(left({ age: 0, second, onTheWay })).toBeLessThanOrEqual(4_000 - onTheWay + 500);
    }));
  });

  test("is never later than four seconds after arrival, nor later than Auth waits by clocks that agree", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_900 }), second, (age, second) => {
      expect(left({ age, second })).toBeLessThanOrEqual(4_000);
      expect(age + left({ age, second })).toBeLessThan(5_000);
    }));
  });
});

describe("clockAheadMs()", () => {
  const attempt = (arrivedAt: number) => ({
    arrivedAt,
    firstAttemptAt: undefined,
    signedAtSeconds: NOON / 1000,
  });

  test.each([
    ["nothing inside the second that a stamp stands for", 0, 0],
    ["nothing at its end", 999, 0],
    ["what is beyond it", 4_000, 3_001],
    ["what is missing before it", -3_000, -3_000],
  ])("is %s", (_, after, ms) => expect(clockAheadMs(attempt(NOON + after))).toBe(ms));
});

describe("requestKey()", () => {
  const [MAINLAND, HONG_KONG] = [HOME.slice(1), ABROAD.slice(1)];
  const uuid = "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e";
  const hash = (text: string) => createKeyedHash("k".repeat(32))("request", text);
  const keyOf = (raw: string, request: SendSmsRequest, digits: string) =>
    requestKey(raw, request, digits, hash);
  const withUuid = (uuid: string, otp = "024680") =>
    requestOf({ otp, metadata: { uuid, timeMs: undefined, ipAddress: "" } });

  test("is the same for one uuid, number and code, whatever else the body holds", () => {
    expect(keyOf("a", withUuid(uuid), MAINLAND)).toBe(keyOf("b", withUuid(uuid), MAINLAND));
  });

  test("differs with the uuid, the number or the code: an answer is nobody else's", () => {
    const keys = [
      keyOf("{}", withUuid(uuid), MAINLAND),
      keyOf("{}", withUuid("00000000-9ca7-4d9e-a95f-9e13dded323e"), MAINLAND),
      keyOf("{}", withUuid(uuid), HONG_KONG),
      keyOf("{}", withUuid(uuid, "024681"), MAINLAND),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("is a keyed hash of the body where there is no uuid: its code cannot be tried", () => {
    const expected = createHmac("sha256", "k".repeat(32)).update("request\n{}").digest("hex").slice(0, 32);
    expect(keyOf("{}", requestOf(), MAINLAND)).toBe(expected);
    const metadata = { uuid: undefined, timeMs: undefined, ipAddress: "" };
    expect(keyOf("{}", requestOf({ metadata }), MAINLAND)).toBe(expected);
  });

  test("is the same for the same body, and differs for any other", () => {
    const body = fc.string({ unit: "grapheme" });
    fc.assert(fc.property(body, body, (a, b) => {
      const keys = [keyOf(a, requestOf(), MAINLAND), keyOf(b, requestOf(), MAINLAND)];
      expect(keys[0] === keys[1]).toBe(a === b);
      expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    }));
  });

  test("differs between all recorded requests, and holds neither code nor number", () => {
    const keys = recordings.map(({ body, sentTo }) => {
      const request = parsePayload(body);
      if (!request.ok) throw new Error(request.error);
      const key = keyOf(body, request.value, sentTo.slice(1));
      expect(key).not.toContain(request.value.otp);
      expect(key).not.toContain(sentTo.slice(1));
      return key;
    });
    expect(new Set(keys).size).toBe(recordings.length);
  });
});
