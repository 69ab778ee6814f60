import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBatchedLines } from "../../src/hook/log/batched-lines.ts";
import { createSharedTimeouts } from "../../src/hook/shared-timeouts.ts";
import { createUtcTime } from "../../src/hook/utc-time.ts";
import { NOON } from "../support/hook-runtime.ts";

/** Timers that fire when the test lets time pass, in their order. */
function createFakeTimers(at = NOON) {
  let now = at;
  let timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    setTimer: (callback: () => void, ms: number) => void timers.push({ at: now + ms, callback }),
    timeout(ms: number): AbortSignal {
      const controller = new AbortController();
      timers.push({ at: now + ms, callback: () => controller.abort() });
      return controller.signal;
    },
    pending: () => timers.length,
    advance(ms: number) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now).sort((a, b) => a.at - b.at);
      timers = timers.filter((timer) => timer.at > now);
      for (const { callback } of due) callback();
    },
  };
}

describe("createBatchedLines()", () => {
  function setUp() {
    const timers = createFakeTimers();
    const written: string[] = [];
    return {
      ...createBatchedLines({ write: (text) => written.push(text), setTimer: timers.setTimer }),
      timers,
      written,
    };
  }

  test("writes lines together, five milliseconds after the first", () => {
    const { writeLine, timers, written } = setUp();
    writeLine("a");
    timers.advance(4);
    writeLine("b");
    expect(written).toEqual([]);
    timers.advance(1);
    expect(written).toEqual(["a\nb\n"]);
  });

  test("writes what it has when it is told to stop, and nothing twice", () => {
    const { writeLine, flush, timers, written } = setUp();
    writeLine("a");
    flush();
    flush();
    timers.advance(100);
    expect(written).toEqual(["a\n"]);
  });

  test("loses and reorders nothing, and never holds much more than 32 kB", () => {
    const step = fc.oneof(
      fc.string({ maxLength: 9_000 }).map((line) => line.replaceAll("\n", " ")),
      fc.nat(10),
    );
    fc.assert(fc.property(fc.array(step), (steps) => {
      const { writeLine, flush, timers, written } = setUp();
      const lines: string[] = [];
      for (const one of steps) {
        if (typeof one === "number") timers.advance(one);
        else {
          writeLine(one);
          lines.push(`${one}\n`);
          expect(lines.join("").length - written.join("").length).toBeLessThan(32 * 1024);
        }
      }
      flush();
      expect(written.join("")).toBe(lines.join(""));
    }));
  });
});

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
