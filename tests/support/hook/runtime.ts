import type { Runtime } from "../../../src/hook/runtime/runtime.ts";

export const NOON = Date.parse("2026-08-20T12:00:00Z");

export interface FakeRuntime extends Runtime {
  /** Lets time pass; whatever is due on the way happens at its time. */
  advance(ms: number): void;
  readonly lines: string[];
  readonly slept: number[];
  readonly timeouts: number[];
}

interface Timer {
  at: number;
  fire: () => void;
  /** Whether somebody waits for it: time passes by itself only towards such a one. */
  slept: boolean;
}

/**
 * A world that stands still: time passes only when something sleeps or a test says so. On the way to whoever sleeps,
 * signals abort when their time comes, and what hears of it has its turn before time goes on.
 */
export function createFakeRuntime(
  { at = NOON, fetch, waitUntil }: {
    at?: number;
    fetch?: typeof globalThis.fetch;
    waitUntil?: Runtime["waitUntil"];
  } = {},
) {
  let now = at;
  let nonces = 0;
  let timers: Timer[] = [];
  let passing = false;

  const next = (until: number): Timer | undefined =>
    timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];

  function fire(timer: Timer): void {
    timers = timers.filter((one) => one !== timer);
    now = Math.max(now, timer.at);
    timer.fire();
  }

  function pass(): void {
    const sleeper = timers.filter(({ slept }) => slept).sort((a, b) => a.at - b.at)[0];
    const due = sleeper && next(sleeper.at);
    passing = due !== undefined;
    if (due === undefined) return;
    fire(due);
    setImmediate(() => setImmediate(pass));
  }

  const runtime: FakeRuntime = {
    lines: [],
    slept: [],
    timeouts: [],
    advance(ms) {
      const until = now + ms;
      for (let due = next(until); due; due = next(until)) fire(due);
      now = until;
    },
    now: () => now,
    randomUuid: () => `00000000-0000-4000-8000-${String(++nonces).padStart(12, "0")}`,
    fetch: fetch ?? (() => Promise.reject(new Error("Cannot fetch: this test has no network"))),
    sleep(ms) {
      runtime.slept.push(ms);
      return new Promise((resolve) => {
        timers.push({ at: now + ms, fire: resolve, slept: true });
        if (passing) return;
        passing = true;
        // Others get their turn, as they would while a real timer runs.
        setImmediate(pass);
      });
    },
    timeout(ms) {
      runtime.timeouts.push(ms);
      const controller = new AbortController();
      const abort = () => controller.abort(new DOMException("The operation timed out", "TimeoutError"));
      timers.push({ at: now + ms, fire: abort, slept: false });
      return controller.signal;
    },
    writeLog: (line) => void runtime.lines.push(line),
    ...(waitUntil ? { waitUntil } : {}),
  };
  return runtime;
}
