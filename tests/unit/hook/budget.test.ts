import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deadlineOf } from "../../../src/hook/budget.ts";
import { parsePayload } from "../../../src/hook/gotrue/parse-payload.ts";
import { requestKey } from "../../../src/hook/gotrue/request-key.ts";
import { payloadOf, requestOf } from "../../support/hook/examples.ts";
import { recordings } from "../../support/hook/recordings.ts";
import { NOON } from "../../support/hook/runtime.ts";

describe("deadlineOf()", () => {
  /** What is left of a request that arrives so long after Auth's first attempt, by clocks that agree or do not. */
  function left({ age, clockAhead = 0 }: { age: number; clockAhead?: number }): number {
    const arrivedAt = NOON + clockAhead;
    const signedAtSeconds = Math.floor(NOON / 1000);
    return deadlineOf({ arrivedAt, firstAttemptAt: NOON - age, signedAtSeconds }) - arrivedAt;
  }

  test("is four seconds from arrival where the first attempt is not known", () => {
    expect(deadlineOf({ arrivedAt: NOON, firstAttemptAt: undefined, signedAtSeconds: 0 })).toBe(NOON + 4_000);
  });

  test.each([
    ["this is the first attempt", 0, 4_000],
    ["it arrives 100 ms after it", 100, 3_900],
    ["a second attempt comes after two seconds", 2_000, 2_000],
    ["a third one comes after four", 4_000, 0],
    ["the budget of Auth is all but over", 5_000, -1_000],
    ["an age of more than five seconds is no attempt of Auth", 5_001, 4_000],
    ["an age below zero is none", -1, 4_000],
    ["an age of hours is none", 7_200_000, 4_000],
    ["an age of minus hours is none", -7_200_000, 4_000],
  ])("%s", (_, age, ms) => expect(left({ age })).toBe(ms));

  test("is at least three seconds of a first attempt, however far our clock is behind", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 240_000 }), (behind) => {
      expect(left({ age: 0, clockAhead: -behind })).toBeGreaterThanOrEqual(3_001);
    }));
  });

  test("knows a second attempt, however far our clock is behind", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 240_000 }), (behind) => {
      expect(left({ age: 2_000, clockAhead: -behind })).toBeLessThanOrEqual(2_000);
      expect(left({ age: 2_000, clockAhead: -behind })).toBeGreaterThanOrEqual(1_001);
    }));
  });

  test("counts the time that a request took to arrive", () => {
    const signedAtSeconds = Math.floor(NOON / 1000);
    const arrivedAt = NOON + 2_500;
    expect(deadlineOf({ arrivedAt, firstAttemptAt: NOON, signedAtSeconds })).toBe(NOON + 4_000);
  });

  test("is never later than four seconds, nor later than Auth waits", () => {
    fc.assert(fc.property(fc.integer({ min: -10_000, max: 10_000 }), (age) => {
      expect(left({ age })).toBeLessThanOrEqual(4_000);
      if (age >= 0 && age <= 5_000) expect(left({ age })).toBeLessThan(5_000 - age);
    }));
  });
});

describe("requestKey()", () => {
  const metadata = { uuid: undefined, timeMs: undefined, ipAddress: undefined };

  test("is metadata.uuid where Auth says it", async () => {
    const uuid = "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e";
    expect(await requestKey("anything", requestOf({ metadata: { ...metadata, uuid } }))).toBe(uuid);
  });

  test("is half of the SHA-256 of the body elsewhere", async () => {
    // printf '{}' | sha256sum
    const expected = "44136fa355b3678a1146ad16f7e8649e";
    expect(await requestKey("{}", requestOf())).toBe(expected);
    expect(await requestKey("{}", requestOf({ metadata }))).toBe(expected);
  });

  test("is the same for the same body, and differs for any other", async () => {
    const body = fc.string({ unit: "grapheme" });
    await fc.assert(fc.asyncProperty(body, body, async (a, b) => {
      const keys = [await requestKey(a, requestOf()), await requestKey(b, requestOf())];
      expect(keys[0] === keys[1]).toBe(a === b);
      expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    }));
  });

  test("differs between all recorded requests", async () => {
    const keys = await Promise.all(recordings.map(({ body }) => {
      const request = parsePayload(body);
      if (!request.ok) throw new Error(request.error);
      return requestKey(body, request.value);
    }));
    expect(new Set(keys).size).toBe(recordings.length);
  });

  test("never holds the code or the number", async () => {
    const raw = JSON.stringify(payloadOf({ metadata: null }));
    const request = parsePayload(raw);
    if (!request.ok) throw new Error(request.error);
    const key = await requestKey(raw, request.value);
    expect(key).not.toContain("024680");
    expect(key).not.toContain("13800138000");
  });
});
