import { type Counter, formatRule, type LimitRule, type Scope } from "./limits.ts";
import { createRecentMap } from "./recent-map.ts";

/** The open window of one rule. */
interface Window {
  rule: LimitRule;
  openedAt: number;
  count: number;
}
export type Hit = { rule: string; retryAfterMs: number };
type Subjects = ReturnType<typeof createRecentMap<Window[]>>;
/** What was counted for one subject, so that exactly that can be given back. */
export interface Taken {
  subjects: Subjects;
  subject: string;
  windows: readonly Window[];
}

/**
 * Fixed windows that open with their first claim. Each scope has room of its own for the subjects counted last, so
 * that many addresses push no number out, and nothing the total.
 */
export function createWindows(subjectsPerScope: number) {
  const scopes = new Map<Scope, Subjects>();

  function subjectsOf(scope: Scope): Subjects {
    let subjects = scopes.get(scope);
    if (subjects === undefined) scopes.set(scope, subjects = createRecentMap({ size: subjectsPerScope }));
    return subjects;
  }

  /** Counts one claim in every window, or in none of them if one is full. */
  function take(counters: readonly Counter[], now: number): Hit | Taken[] {
    const found: (Taken & { windows: Window[] })[] = [];
    let worst: Hit | undefined;
    for (const counter of counters) {
      const { scope, subject } = counter;
      const subjects = subjectsOf(scope);
      const windows = subjects.get(subject) ?? closed(counter);
      found.push({ subjects, subject, windows });
      for (const window of windows) {
        // A clock that was set back must not keep a window open for longer than its length.
        if (window.openedAt > now) window.openedAt = now;
        const waitMs = waitMsOf(window, now);
        // A shorter wait than the longest would promise what the next try cannot keep.
        if (waitMs <= (worst?.retryAfterMs ?? 0)) continue;
        worst = { rule: `${scope} ${formatRule(window.rule)}`, retryAfterMs: waitMs };
      }
    }
    if (worst) return worst;
    for (const { subjects, subject, windows } of found) {
      for (const window of windows) count(window, now);
      subjects.set(subject, windows, now);
    }
    return found;
  }

  /**
   * A place in a window that has closed meanwhile is nobody's to give back.
   * @param takenAt the `now` of its `take`
   */
  function giveBack(taken: readonly Taken[], takenAt: number): void {
    for (const { subjects, subject, windows } of taken) {
      for (const window of windows) {
        if (window.openedAt > takenAt) continue;
        window.count = Math.max(0, window.count - 1);
        // One that holds nothing is closed: it opens with the next claim.
        if (window.count === 0) window.openedAt = -Infinity;
      }
      // Numbers that the provider refuses cost nothing, so they may not push out those that were sent to.
      if (windows.every(({ count }) => count === 0)) subjects.delete(subject);
    }
  }

  return { take, giveBack };
}

const closed = ({ rules }: Counter): Window[] =>
  rules.map((rule) => ({ rule, openedAt: -Infinity, count: 0 }));

const closesAt = ({ rule, openedAt }: Window): number => openedAt + rule.windowSeconds * 1000;

/** How long a window is full, in ms. */
const waitMsOf = (window: Window, now: number): number =>
  window.count < window.rule.count ? 0 : closesAt(window) - now;

function count(window: Window, now: number): void {
  if (now >= closesAt(window)) {
    window.openedAt = now;
    window.count = 0;
  }
  window.count++;
}
