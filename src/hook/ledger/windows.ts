import { type Counter, formatRule } from "./limits.ts";
import { createRecentMap } from "./recent-map.ts";

/** A window per rule, flat: [openedAt, count, openedAt, count, …]; small, because every number has one. */
type Windows = number[];
export type Hit = { rule: string; retryAfterMs: number };
/** What was counted, so that exactly that can be given back. */
export type Taken = { subject: string; openedAt: readonly number[] };

const keyOf = ({ scope, subject }: Counter): string => `${scope}:${subject}`;

/**
 * Fixed windows that open with their first claim. The subjects counted last are kept, so the project's total
 * is never among those forgotten.
 */
export function createWindows(subjects: number) {
  const bySubject = createRecentMap<Windows>({ size: subjects });

  /** Counts one claim in every window, or in none of them if one is full. */
  function take(counters: readonly Counter[], now: number): Hit | Taken[] {
    const found = counters.map((counter) => {
      const subject = keyOf(counter);
      return { counter, subject, windows: bySubject.get(subject) };
    });
    let worst: Hit | undefined;
    for (const { counter, windows } of found) {
      const hit = windows && longestWait(counter, windows, now);
      // A shorter wait than the longest would promise what the next try cannot keep.
      if (hit && (worst === undefined || hit.retryAfterMs > worst.retryAfterMs)) worst = hit;
    }
    if (worst) return worst;
    return found.map(({ counter, subject, windows = closed(counter) }) => {
      bySubject.set(subject, windows, now);
      return { subject, openedAt: count(counter, windows, now) };
    });
  }

  function giveBack(taken: readonly Taken[]): void {
    for (const { subject, openedAt } of taken) {
      const counts = bySubject.get(subject);
      openedAt.forEach((opened, i) => {
        if (counts?.[2 * i] === opened) counts[2 * i + 1] = Math.max(0, (counts[2 * i + 1] ?? 0) - 1);
      });
    }
  }

  return { take, giveBack };
}

function longestWait({ scope, rules }: Counter, counts: readonly number[], now: number): Hit | undefined {
  let worst: Hit | undefined;
  for (const [i, rule] of rules.entries()) {
    const retryAfterMs = (counts[2 * i] ?? -Infinity) + rule.windowSeconds * 1000 - now;
    if (retryAfterMs <= 0 || (counts[2 * i + 1] ?? 0) < rule.count) continue;
    if (worst && worst.retryAfterMs >= retryAfterMs) continue;
    worst = { rule: `${scope} ${formatRule(rule)}`, retryAfterMs };
  }
  return worst;
}

/** At its full length from the start: an array that grows keeps room for three times as much. */
const closed = ({ rules }: Counter): Windows => new Array<number>(2 * rules.length).fill(-Infinity);

/** @returns when each rule's window was opened */
function count({ rules }: Counter, counts: number[], now: number): number[] {
  return rules.map((rule, i) => {
    const open = counts[2 * i] ?? -Infinity;
    const opened = now < open + rule.windowSeconds * 1000 ? open : now;
    counts[2 * i + 1] = opened === open ? (counts[2 * i + 1] ?? 0) + 1 : 1;
    return counts[2 * i] = opened;
  });
}
