import { createRecorder, type Recorder } from "./recorder.ts";

/** The other parts of a world that this emulator may stand in. */
export type Neighbours = {
  /** The page whose users get these SMS. */
  readonly pageUrl: string;
  readonly auth: {
    /** How many SMS Auth sends in an hour for the whole project, and how many of them are left. */
    quota(): { readonly perHour: number; readonly left: number };
    /** How long a code is good for. */
    readonly codeSeconds: number;
    advanceClock(seconds: number): void;
    /** Forgets how many were sent; its users and sessions stay. */
    resetQuota(): void;
  };
};

/** What the hook made of a request, which it marked with this `OutId` (`TaskId` of the 2018 API). */
export type Verdict = {
  readonly outId: string;
  readonly result: string;
  readonly reason: string | null;
  readonly flow: string | null;
};

/** What stands around the emulator: alone, it is empty. */
export type Surroundings = {
  readonly verdicts: Recorder<Verdict>;
  set(neighbours: Neighbours): void;
  /** Auth's clock goes on with the provider's business time. */
  advance(seconds: number): void;
  reset(): void;
  describe(): object;
};

export function createSurroundings(): Surroundings {
  const verdicts = createRecorder<Verdict>();
  let neighbours: Neighbours | undefined;
  return {
    verdicts,
    set(next) {
      neighbours = next;
    },
    advance: (seconds) => neighbours?.auth.advanceClock(seconds),
    reset() {
      verdicts.clear();
      neighbours?.auth.resetQuota();
    },
    describe: () => ({
      pageUrl: neighbours?.pageUrl ?? null,
      auth: neighbours ? { ...neighbours.auth.quota(), codeSeconds: neighbours.auth.codeSeconds } : null,
      verdicts: verdicts.all(),
    }),
  };
}
