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
  function place(subject: string): Windows {
    const windows = bySubject.get(subject) ?? { counts: [], placedAt: -Infinity };
    if (placements - windows.placedAt > maxSubjects / 4) {
      bySubject.delete(subject);
      bySubject.set(subject, windows);
      windows.placedAt = placements++;
    }
    return windows;
  }

  /** The longest wait of all full windows: a shorter one would promise what the next try cannot keep. */
  function full(counters: readonly Counter[], now: number): Hit | undefined {
    let worst: Hit | undefined;
    for (const counter of counters) {
      const windows = bySubject.get(keyOf(counter))?.counts;
      if (!windows) continue;
      counter.rules.forEach((rule, i) => {
        const closesAt = (windows[2 * i] ?? 0) + rule.windowSeconds * 1000;
        if (now >= closesAt || (windows[2 * i + 1] ?? 0) < rule.count) return;
        if (worst && worst.retryAfterMs >= closesAt - now) return;
        worst = { rule: `${counter.scope} ${formatRule(rule)}`, retryAfterMs: closesAt - now };
      });
    }
    return worst;
  }

  function take(counters: readonly Counter[], now: number): Taken[] {
    return counters.map((counter) => {
      const subject = keyOf(counter);
      const windows = place(subject).counts;
      const openedAt = counter.rules.map((rule, i) => {
        const open = windows[2 * i];
        const opened = open !== undefined && now < open + rule.windowSeconds * 1000 ? open : now;
        windows[2 * i + 1] = opened === open ? (windows[2 * i + 1] ?? 0) + 1 : 1;
        return windows[2 * i] = opened;
      });
      return { subject, openedAt };
    });
  }

  function giveBack(taken: readonly Taken[]): void {
    for (const { subject, openedAt } of taken) {
      const windows = bySubject.get(subject)?.counts;
      openedAt.forEach((opened, i) => {
        if (windows?.[2 * i] === opened) windows[2 * i + 1] = Math.max(0, (windows[2 * i + 1] ?? 0) - 1);
      });
    }
  }

  function trim(): void {
    for (const subject of bySubject.keys()) {
      if (bySubject.size <= maxSubjects) return;
      bySubject.delete(subject);
    }
  }

  return { full, take, giveBack, trim };
}
