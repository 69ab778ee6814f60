import { createBatchedLines } from "../hook/runtime/batched-lines.ts";

/** Above the four seconds that a request may take. */
const STOP_WITHIN_MS = 4_500;
/** What the last lines of the log have at least, should their reader be slow or gone. */
const LAST_LINES_MS = 300;

/** What a host has under its own name. */
export interface System {
  /** Writes to standard output; resolves to how many bytes were taken. */
  write(bytes: Uint8Array): Promise<number>;
  setTimer(callback: () => void, ms: number): void;
  exit(code: number): void;
}

/** The life of a process that serves: its log, what is left to do behind an answer, and an orderly end. */
export function createHost({ write, setTimer, exit }: System) {
  const lines = createBatchedLines({ write, setTimer, now: Date.now });
  const left = new Set<Promise<unknown>>();
  const after = (ms: number) => new Promise<void>((resolve) => setTimer(resolve, ms));

  async function end(code: number, patience: Promise<unknown> = after(LAST_LINES_MS)): Promise<void> {
    await Promise.race([lines.flush(), patience]);
    exit(code);
  }

  return {
    writeLog: lines.writeLine,
    waitUntil(promise: Promise<unknown>): void {
      const drop = () => left.delete(promise);
      left.add(promise);
      promise.then(drop, drop);
    },
    /** Resolves when every line so far is out. */
    flush: lines.flush,
    /** Writes the last lines, then ends. */
    end,
    /**
     * Finishes the requests that it has begun and what is left behind their answers, then ends. A client that never
     * finishes its own would hold this up for ever; no send takes longer than this.
     */
    async finish(close: () => Promise<unknown>): Promise<void> {
      const late = after(STOP_WITHIN_MS);
      await Promise.race([close().then(() => Promise.allSettled(left)), late]);
      await end(0, Promise.all([late, after(LAST_LINES_MS)]));
    },
  };
}
