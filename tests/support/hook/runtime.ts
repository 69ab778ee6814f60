import type { Runtime } from "../../../src/hook/runtime/runtime.ts";

export const NOON = Date.parse("2026-08-20T12:00:00Z");

export interface FakeRuntime extends Runtime {
  advance(ms: number): void;
  readonly lines: string[];
  readonly slept: number[];
  readonly timeouts: number[];
}

/** A world that stands still: time passes only when something sleeps or a test says so. */
export function createFakeRuntime(
  { at = NOON, fetch }: { at?: number; fetch?: typeof globalThis.fetch } = {},
) {
  let now = at;
  let nonces = 0;
  const runtime: FakeRuntime = {
    lines: [],
    slept: [],
    timeouts: [],
    advance: (ms) => void (now += ms),
    now: () => now,
    randomUuid: () => `00000000-0000-4000-8000-${String(++nonces).padStart(12, "0")}`,
    fetch: fetch ?? (() => Promise.reject(new Error("Cannot fetch: this test has no network"))),
    // Others get their turn, as they would while a real timer runs.
    sleep: (ms) => {
      runtime.slept.push(ms);
      now += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
    timeout: (ms) => {
      runtime.timeouts.push(ms);
      return new AbortController().signal;
    },
    writeLog: (line) => void runtime.lines.push(line),
  };
  return runtime;
}
