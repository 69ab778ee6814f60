import { type Counter, formatRule } from "./ledger.ts";

/** `counts` has a window per rule, flat: [openedAt, count, openedAt, count, …]; small, as every number has one. */
type Windows = { counts: number[]; placedAt: number };
export type Hit = { rule: string; retryAfterMs: number };
/** What was counted, so that exactly that can be given back. */
export type Taken = { subject: string; openedAt: readonly number[] };

const keyOf = ({ scope, subject }: Counter): string => `${scope}:${subject}`;

/**
 * Fixed windows that open with their first claim; beyond `maxSubjects` those counted longest ago are dropped,
 * so that the project's total is never among them.
 */
export function createWindows(maxSubjects: number) {
  const bySubject = new Map<string, Windows>();
  let placements = 0;

  /** Moves a subject to the young end, unless it is still near it: a Map pays for every move. */
  function place(subject: string, known: Windows | undefined): Windows {
    const windows = known ?? { counts: [], placedAt: -Infinity };
    if (placements - windows.placedAt > maxSubjects / 4) {
      bySubject.delete(subject);
      bySubject.set(subject, windows);
      windows.placedAt = placements++;
    }
    return windows;
  }

  /** Counts one claim in every window, or in none of them if one is full. */
  function take(counters: readonly Counter[], now: number): Hit | Taken[] {
    const found = counters.map((counter) => {
      const subject = keyOf(counter);
      return { counter, subject, windows: bySubject.get(subject) };
    });
    let worst: Hit | undefined;
    for (const { counter, windows } of found) {
      const hit = windows && longestWait(counter, windows.counts, now);
      // A shorter wait than the longest would promise what the next try cannot keep.
      if (hit && (worst === undefined || hit.retryAfterMs > worst.retryAfterMs)) worst = hit;
    }
    if (worst) return worst;
    const taken = found.map(({ counter, subject, windows }) => ({
      subject,
      openedAt: count(counter, place(subject, windows).counts, now),
    }));
    trim();
    return taken;
  }

  function giveBack(taken: readonly Taken[]): void {
    for (const { subject, openedAt } of taken) {
      const counts = bySubject.get(subject)?.counts;
      openedAt.forEach((opened, i) => {
        if (counts?.[2 * i] === opened) counts[2 * i + 1] = Math.max(0, (counts[2 * i + 1] ?? 0) - 1);
      });
    }
  }

  function trim(): void {
    if (bySubject.size <= maxSubjects) return;
    for (const subject of bySubject.keys()) {
      if (bySubject.size <= maxSubjects) return;
      bySubject.delete(subject);
    }
  }

  return { take, giveBack };
}

function longestWait({ scope, rules }: Counter, counts: readonly number[], now: number): Hit | undefined {
  let worst: Hit | undefined;
  for (const [i, rule] of rules.entries()) {
    const retryAfterMs = (counts[2 * i] ?? 0) + rule.windowSeconds * 1000 - now;
    if (retryAfterMs <= 0 || (counts[2 * i + 1] ?? 0) < rule.count) continue;
    if (worst && worst.retryAfterMs >= retryAfterMs) continue;
    worst = { rule: `${scope} ${formatRule(rule)}`, retryAfterMs };
  }
  return worst;
}

/** @returns when each rule's window was opened */
function count({ rules }: Counter, counts: number[], now: number): number[] {
  return rules.map((rule, i) => {
    const open = counts[2 * i];
    const opened = open !== undefined && now < open + rule.windowSeconds * 1000 ? open : now;
    counts[2 * i + 1] = opened === open ? (counts[2 * i + 1] ?? 0) + 1 : 1;
    return counts[2 * i] = opened;
  });
}
