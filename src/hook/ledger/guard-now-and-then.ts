import * as z from "zod/mini";
import type { Database, Runtime } from "../runtime/runtime.ts";
import { downCauseOf } from "./down-cause.ts";

/** `observe` finds what it would close and refuses nobody. */
export type GuardMode = "off" | "observe" | "on";

/** What one look at the traffic led to. */
export interface Guarded {
  mode: GuardMode;
  closed: readonly { what: string; reason: string; until: string }[];
  /** Why nothing can be closed, where that is so. */
  problem?: string;
  /** There was no look: this one `failed`, or they are `missing` for long; `again` is the first one behind either. */
  looks?: "failed" | "missing" | "again";
}

const GUARD = "select send_sms.guard($1) as answer";
const EVERY_MS = 60_000;
/** A pump is fast; so many codes do not wait for the minute to end. */
const EVERY_CODES = 20;
const GUARD_MS = 5_000;
/** Of no look in any process, before somebody is told. */
const MISSING_MINUTES = 30;
const NO_LOOK = `no look for ${MISSING_MINUTES} minutes`;

const ANSWER = z.object({
  ran: z.boolean(),
  /** Where another session has its turn: how long ago a look began that has ended well, or null of none ever. */
  lookedMsAgo: z.optional(z.nullable(z.number())),
  mode: z.optional(z.enum(["off", "observe", "on"])),
  closed: z.optional(z.array(z.object({ what: z.string(), reason: z.string(), until: z.string() }))),
  problem: z.optional(z.string()),
});

export interface GuardOptions {
  database: Database;
  mode: GuardMode;
  /** Hears of every look that closed something, once of each problem, and once of its end where there was no look. */
  onGuarded(guarded: Guarded): void;
  runtime: Runtime;
}

/**
 * The guard without a scheduler, outside any request: a minute after the last look, or after so many codes of this
 * process. Where several processes look at once, the database lets one. To be called with how many codes were sent:
 * one, or none where one was refused, for a flood of those is no reason to look more often.
 */
export function createGuardNowAndThen(
  { database, mode, onGuarded, runtime }: GuardOptions,
): (sent: 0 | 1) => void {
  let dueAt = runtime.now();
  let codes = 0;
  let looking = false;
  let problem: string | undefined;
  /** Since when this process has asked for looks and heard of none, and what was told of that. */
  let missingSince: number | undefined;
  const told = new Set<string>();

  async function look(): Promise<void> {
    // What was used is noted in a transaction of its own: a receipt that comes for the same row waits for its end.
    await database.query(GUARD, ["off"], runtime.timeout(GUARD_MS));
    const [row] = await database.query(GUARD, [mode], runtime.timeout(GUARD_MS));
    const answer = ANSWER.parse(row?.["answer"]);
    if (!answer.ran) return left(answer.lookedMsAgo);
    somebodyLooked();
    const { closed = [] } = answer;
    if (closed.length > 0 || (answer.problem !== undefined && answer.problem !== problem)) {
      onGuarded({
        mode: answer.mode ?? mode,
        closed,
        ...(answer.problem !== undefined && { problem: answer.problem }),
      });
    }
    problem = answer.problem;
  }

  function somebodyLooked(): void {
    if (told.size > 0) onGuarded({ mode, closed: [], looks: "again" });
    told.clear();
    missingSince = undefined;
  }

  /** To whoever has the turn: another process that looks, or a session that keeps the row. */
  function left(lookedMsAgo: number | null = 0): void {
    const agoMs = lookedMsAgo ?? Infinity;
    const missingMs = missingSince === undefined ? -Infinity : runtime.now() - missingSince;
    if (agoMs < missingMs) somebodyLooked();
    // The one that had the turn then has ended well, though this process may have slept for hours since.
    else if (told.size === 0 && agoMs <= missingMs + EVERY_MS) missingSince = undefined;
    missingSince ??= runtime.now();
    const isLong = runtime.now() - missingSince >= EVERY_MS && agoMs >= MISSING_MINUTES * 60_000;
    if (isLong) tell(NO_LOOK, "missing");
  }

  function failed(error: unknown): void {
    missingSince ??= runtime.now();
    tell(downCauseOf(error), "failed");
  }

  function tell(why: string, looks: "failed" | "missing"): void {
    if (!told.has(why)) onGuarded({ mode, closed: [], problem: why, looks });
    told.add(why);
  }

  return function guardNowAndThen(sent) {
    codes += sent;
    if (looking || (codes < EVERY_CODES && runtime.now() < dueAt)) return;
    looking = true;
    codes = 0;
    dueAt = runtime.now() + EVERY_MS;
    const looked = look().catch(failed).finally(() => looking = false);
    runtime.waitUntil?.(looked);
  };
}
