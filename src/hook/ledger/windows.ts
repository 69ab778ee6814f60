import { type Counter, formatRule, type LimitRule, type Scope } from "./limits.ts";
import { createRecentMap } from "./recent-map.ts";

/** The open window of one rule. */
interface Window {
  rule: LimitRule;
  openedAt: number;
  count: number;
}
export type Hit = { rule: string; retryAfterMs: number };
/** What was counted, so that exactly that can be given back. */
export type Taken = { counter: Counter; windows: readonly Window[]; openedAt: readonly number[] };

/**
 * Fixed windows that open with their first claim. Each scope has room of its own for the subjects counted last, so
 * that many addresses push no number out, and nothing the total.
 */
export function createWindows(subjectsPerScope: number) {
  const scopes = new Map<Scope, ReturnType<typeof createRecentMap<Window[]>>>();

  function subjectsOf(scope: Scope) {
    let subjects = scopes.get(scope);
    if (subjects === undefined) {
      scopes.set(scope, subjects = createRecentMap<Window[]>({ size: subjectsPerScope }));
    }
    return subjects;
  }

  /** Counts one claim in every window, or in none of them if one is full. */
  function take(counters: readonly Counter[], now: number): Hit | Taken[] {
    const found = counters.map((counter) => {
      const subjects = subjectsOf(counter.scope);
      const windows = subjects.get(counter.subject) ?? closed(counter);
      // A clock that was set back must not keep a window open for longer than its length.
      for (const window of windows) window.openedAt = Math.min(window.openedAt, now);
      return { counter, subjects, windows };
    });
    let worst: Hit | undefined;
    for (const { counter, windows } of found) {
      const hit = longestWait(counter.scope, windows, now);
      // A shorter wait than the longest would promise what the next try cannot keep.
      if (hit && (worst === undefined || hit.retryAfterMs > worst.retryAfterMs)) worst = hit;
    }
    if (worst) return worst;
    return found.map(({ counter, subjects, windows }) => {
      for (const window of windows) count(window, now);
      subjects.set(counter.subject, windows, now);
      return { counter, windows, openedAt: windows.map(({ openedAt }) => openedAt) };
    });
  }

  /** A place in a window that has closed meanwhile is nobody's to give back. */
  function giveBack(taken: readonly Taken[]): void {
    for (const { counter, windows, openedAt } of taken) {
      windows.forEach((window, i) => {
        if (window.openedAt !== openedAt[i]) return;
        window.count = Math.max(0, window.count - 1);
        // One that holds nothing is closed: it opens with the next claim.
        if (window.count === 0) window.openedAt = -Infinity;
      });
      // Numbers that the provider refuses cost nothing, so they may not push out those that were sent to.
      if (windows.every(({ count }) => count === 0)) subjectsOf(counter.scope).delete(counter.subject);
    }
  }

  return { take, giveBack };
}

const closed = ({ rules }: Counter): Window[] =>
  rules.map((rule) => ({ rule, openedAt: -Infinity, count: 0 }));

const closesAt = ({ rule, openedAt }: Window): number => openedAt + rule.windowSeconds * 1000;

function longestWait(scope: Scope, windows: readonly Window[], now: number): Hit | undefined {
  let worst: Hit | undefined;
  for (const window of windows) {
    if (window.count < window.rule.count) continue;
    const retryAfterMs = closesAt(window) - now;
    if (retryAfterMs <= 0 || (worst && worst.retryAfterMs >= retryAfterMs)) continue;
    worst = { rule: `${scope} ${formatRule(window.rule)}`, retryAfterMs };
  }
  return worst;
}

function count(window: Window, now: number): void {
  if (now >= closesAt(window)) {
    window.openedAt = now;
    window.count = 0;
  }
  window.count++;
}
