import type { SmsProblem } from "./problem.ts";
import { isWait } from "./wait.ts";

/** `localStorage`, React Native's AsyncStorage, or anything alike. It may refuse; nothing depends on it. */
export interface CountdownStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): unknown;
}

export interface CountdownOptions {
  /** Milliseconds since 1970: `Date.now`. */
  readonly now: () => number;
  readonly storage?: CountdownStorage;
  /** One countdown per purpose or number. Stored as it is: no phone number in it, if others read the store. */
  readonly key?: string;
  /** The wait after a code was sent. 60 is Auth's default and Alibaba Cloud's rule. */
  readonly defaultSeconds?: number;
}

export interface ResendCountdown {
  /** Begins after a code was sent; a wait that is running and longer stays. No wait is longer than a day. */
  start(seconds?: number): void;
  /** Takes over the wait that a refusal names; a refusal without one changes nothing. */
  startFrom(problem: Pick<SmsProblem, "retryAfterSeconds">): void;
  /** Whole seconds still to wait, 0 when another code may be requested. Call it from any timer or render. */
  remainingSeconds(): number;
  /** For another number or a cancelled flow. */
  reset(): void;
  /** Settles when an asynchronous storage has been read; at once with `localStorage`. */
  readonly restored: Promise<void>;
}

interface Wait {
  readonly until: number;
  readonly seconds: number;
}

const OVER: Wait = { until: 0, seconds: 0 };

/** A resend button's wait that survives a reload. It has no timer of its own. */
export function createResendCountdown(options: CountdownOptions): ResendCountdown {
  const { now, storage, key = "sms-resend-countdown", defaultSeconds = 60 } = options;
  let wait = OVER;
  let touched = false;

  function put(next: Wait): void {
    wait = next;
    touched = true;
    remember(storage, key, next);
  }

  function remainingSeconds(): number {
    const seconds = Math.max(0, Math.ceil((wait.until - now()) / 1000));
    if (seconds <= wait.seconds) return seconds;
    // The device's clock was set back: at most the whole wait again, never hours.
    put({ until: now() + wait.seconds * 1000, seconds: wait.seconds });
    return wait.seconds;
  }

  function start(seconds = defaultSeconds): void {
    const whole = Math.ceil(seconds);
    if (!isWait(whole) || whole <= remainingSeconds()) return;
    put({ until: now() + whole * 1000, seconds: whole });
  }

  return {
    start,
    startFrom: ({ retryAfterSeconds }) => retryAfterSeconds !== undefined && start(retryAfterSeconds),
    remainingSeconds,
    reset: () => put(OVER),
    restored: recall(storage, key, (stored) => {
      if (!touched) wait = stored;
    }),
  };
}

/** Private windows and full stores throw or reject; the countdown then lives as long as the page. */
function remember(storage: CountdownStorage | undefined, key: string, { until, seconds }: Wait): void {
  try {
    const written = storage?.setItem(key, `${until}/${seconds}`);
    if (written instanceof Promise) written.catch(() => {});
  } catch {
    // As above: only a reload forgets the wait.
  }
}

/** Synchronous as long as the storage is, so that the first render already shows the wait. */
function recall(
  storage: CountdownStorage | undefined,
  key: string,
  take: (stored: Wait) => void,
): Promise<void> {
  try {
    const stored = storage?.getItem(key) ?? null;
    if (stored instanceof Promise) return stored.then((text) => take(parseWait(text)), () => {});
    take(parseWait(stored));
  } catch {
    // As in `remember`.
  }
  return Promise.resolve();
}

/** Another version, another script or a person may have written there. */
function parseWait(text: string | null): Wait {
  const match = /^(\d{1,16})\/(\d{1,5})$/.exec(text ?? "");
  const [until, seconds] = [Number(match?.[1]), Number(match?.[2])];
  return isWait(seconds) ? { until, seconds } : OVER;
}
