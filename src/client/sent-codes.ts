import type { SmsProblem } from "./problem.ts";
import type { CountdownStorage } from "./resend-countdown.ts";
import { isWait } from "./wait.ts";

/** What a code is for. One for `sign_in` also ends a sign-up: Auth keeps both as one. */
export type CodePurpose = "sign_in" | "phone_change" | "password" | "second_factor";

export interface SentCodesOptions {
  /** Milliseconds since 1970: `Date.now`. */
  readonly now: () => number;
  /** `localStorage` tells the other tabs, too. */
  readonly storage?: CountdownStorage;
  readonly key?: string;
  /** Between two SMS to one number. 60 is Auth's default for each flow, and Alibaba Cloud's rule over all. */
  readonly waitSeconds?: number;
  /** How long a code can be entered: Auth's `GOTRUE_SMS_OTP_EXP`. */
  readonly validSeconds?: number;
}

/**
 * What this device knows of the codes that it asked for, by number: Auth counts a minute for each flow and the
 * provider one for each number, and of a second factor Auth does not even say which rule refused. `to` is the
 * number in E.164, or whatever else stands for the recipient.
 */
export interface SentCodes {
  /** Whole seconds until another SMS can go there, whichever flow asked for the last one. */
  remainingSeconds(to: string): number;
  /** Whether a code for this is under way or in the person's hands, and not used yet. */
  running(to: string, purpose: CodePurpose): boolean;
  sent(to: string, purpose: CodePurpose): void;
  /** Takes over the wait that a refusal names; a refusal without one changes nothing. */
  refused(to: string, problem: Pick<SmsProblem, "retryAfterSeconds">): void;
  /** The code has done its work. The wait for another SMS goes on. */
  used(to: string, purpose: CodePurpose): void;
  /** Settles when an asynchronous storage has been read; at once with `localStorage`. */
  readonly restored: Promise<void>;
}

interface Entry {
  readonly to: string;
  readonly purpose: CodePurpose | "none";
  readonly at: number;
  readonly seconds: number;
}

/** More than anybody asks for within the time that an entry is kept. */
const MOST = 20;

export function createSentCodes(options: SentCodesOptions): SentCodes {
  const { now, storage, key = "sms-sent-codes", waitSeconds = 60, validSeconds = 300 } = options;
  let memory: readonly Entry[] = [];
  let answersAtOnce = storage !== undefined;

  function read(): readonly Entry[] {
    if (answersAtOnce) {
      const stored = readStored();
      if (typeof stored === "string" || stored === null) memory = parse(stored);
    }
    return memory;
  }

  /** Private windows throw; what was sent is then known as long as the page lives. */
  function readStored() {
    try {
      return storage?.getItem(key);
    } catch {
      answersAtOnce = false;
      return undefined;
    }
  }

  function keep(entry: Entry, instead: Entry["purpose"] = entry.purpose): void {
    const others = read().filter(({ to, purpose }) => to !== entry.to || purpose !== instead);
    // A clock that was set back makes entries of the future: they say nothing any more.
    const alive = others.filter(({ at, seconds }) =>
      at <= now() && now() - at < Math.max(seconds, validSeconds) * 1000
    );
    memory = [...alive, entry].slice(-MOST);
    try {
      const written = storage?.setItem(key, memory.map(lineOf).join("\n"));
      if (written instanceof Promise) written.catch(() => {});
    } catch {
      answersAtOnce = false;
    }
  }

  const of = (to: string) => {
    const mark = markOf(to);
    return read().filter((entry) => entry.to === mark && entry.at <= now());
  };
  const record = (to: string, purpose: Entry["purpose"], seconds: number) =>
    keep({ to: markOf(to), purpose, at: now(), seconds });

  const first = readStored();
  if (first instanceof Promise) answersAtOnce = false;
  return {
    remainingSeconds: (to) =>
      Math.max(0, ...of(to).map(({ at, seconds }) => Math.ceil((at + seconds * 1000 - now()) / 1000))),
    running: (to, wanted) =>
      of(to).some(({ purpose, at }) => purpose === wanted && now() - at < validSeconds * 1000),
    sent: (to, purpose) => record(to, purpose, waitSeconds),
    refused(to, { retryAfterSeconds = 0 }) {
      const seconds = Math.ceil(retryAfterSeconds);
      if (isWait(seconds)) record(to, "none", seconds);
    },
    used(to, purpose) {
      const entry = of(to).find((one) => one.purpose === purpose);
      if (entry) keep({ ...entry, purpose: "none" }, purpose);
    },
    restored: first instanceof Promise
      ? first.then((text) => {
        if (memory.length === 0) memory = parse(text);
      }, () => {})
      : Promise.resolve(),
  };
}

const lineOf = ({ to, purpose, at, seconds }: Entry): string => `${to} ${purpose} ${at} ${seconds}`;

const LINE = /^([0-9a-f]{6}) (sign_in|phone_change|password|second_factor|none) (\d{1,16}) (\d{1,7})$/;

/** Another version, another script or a person may have written there. */
function parse(text: string | null): readonly Entry[] {
  return (text ?? "").slice(0, MOST * 60).split("\n").flatMap((line) => {
    const [, to, purpose, at, seconds] = LINE.exec(line) ?? [];
    if (to === undefined || !isWait(Number(seconds))) return [];
    // The pattern lets no other purpose through.
    return [{ to, purpose: purpose as Entry["purpose"], at: Number(at), seconds: Number(seconds) }];
  });
}

/**
 * FNV-1a, folded to 24 bits: enough to tell apart the few numbers of one device, and too little to tell a number
 * from. A browser that many people use keeps no number of them here.
 */
function markOf(to: string): string {
  let hash = 0x811c9dc5;
  for (const character of to.replace(/^\+/, "")) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 24)) & 0xffffff).toString(16).padStart(6, "0");
}
