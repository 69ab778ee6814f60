import { NOON } from "./runtime.ts";

/** Timers that fire when the test lets time pass, in their order. */
export function createFakeTimers(at = NOON) {
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
