import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSharedTimeouts } from "../../src/hook/shared-timeouts.ts";
import { createUtcTime } from "../../src/hook/utc-time.ts";
import { createFakeTimers } from "../support/hook-fake-timers.ts";
import { NOON } from "../support/hook-runtime.ts";

describe("createSharedTimeouts()", () => {
  test("gives a signal that aborts at most 50 ms early and never late", () => {
    fc.assert(fc.property(fc.nat(1_000), fc.nat(5_000), (start, ms) => {
      const timers = createFakeTimers(NOON + start);
      const signal = createSharedTimeouts(timers)(ms);
      let passed = 0;
      for (; !signal.aborted && passed <= ms; passed++) timers.advance(passed === 0 ? 0 : 1);
      expect(signal.aborted).toBe(true);
      expect(passed - 1).toBeLessThanOrEqual(ms);
      expect(passed - 1).toBeGreaterThan(ms - 50 - 1);
    }));
  });

  test("shares a timer between deadlines that are close, and gives a new signal afterwards", () => {
    const timers = createFakeTimers(NOON);
    const timeout = createSharedTimeouts(timers);
    const first = timeout(4_000);
    timers.advance(10);
    expect(timeout(4_000)).toBe(first);
    expect(timers.pending()).toBe(1);
    timers.advance(4_000);
    expect(first.aborted).toBe(true);
    expect(timeout(4_000).aborted).toBe(false);
  });
});

describe("createUtcTime()", () => {
  test("writes any time as Date does, whatever came before it", () => {
    const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
    fc.assert(fc.property(fc.array(fc.oneof(time, fc.integer({ min: NOON, max: NOON + 3_000 }))), (times) => {
      const utc = createUtcTime();
      for (const ms of times) {
        const iso = new Date(ms).toISOString();
        expect(utc.milliseconds(ms)).toBe(iso);
        expect(utc.seconds(ms)).toBe(`${iso.slice(0, 19)}Z`);
      }
    }));
  });
});
