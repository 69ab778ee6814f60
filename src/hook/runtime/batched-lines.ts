/** A reader of the log is at most this far behind. */
const FLUSH_AFTER_MS = 20;
/** How soon a write is tried again that failed: a pipe or a disk without room says so and does not wait. */
const RETRY_AFTER_MS = 50;
/** What may wait for a reader that has stopped, some three thousand lines; later ones are counted and dropped. */
const MAX_WAITING_CHARS = 1024 * 1024;

export interface BatchedLinesOptions {
  /** Resolves to how many of the bytes were taken; rejects with an error named `BrokenPipe` when nobody will read. */
  write: (bytes: Uint8Array) => Promise<number>;
  setTimer: (callback: () => void, ms: number) => void;
  /** Unix time in ms. */
  now: () => number;
}

/**
 * Writes lines together, for a write of its own for every line is the largest single cost of a request; and
 * never waits for their reader, for codes have to be delivered whether or not anybody reads the log.
 */
export function createBatchedLines({ write, setTimer, now }: BatchedLinesOptions) {
  const utf8 = new TextEncoder();
  let waiting = "";
  let lost = 0;
  let readerIsGone = false;
  let writing: Promise<void> | undefined;

  function writeLine(line: string): void {
    if (readerIsGone) return;
    // Once one is lost all are, until the line that says so has its place; where nothing waits, any line may.
    if (lost > 0 || (waiting !== "" && waiting.length + line.length >= MAX_WAITING_CHARS)) {
      lost++;
      return;
    }
    if (waiting === "" && writing === undefined) setTimer(flush, FLUSH_AFTER_MS);
    waiting += `${line}\n`;
  }

  /** Everything written so far is out when this resolves; while nobody reads, it does not. */
  function flush(): Promise<void> {
    if (waiting !== "") writing ??= writeWaiting();
    return writing ?? Promise.resolve();
  }

  async function writeWaiting(): Promise<void> {
    while (waiting !== "") {
      const bytes = utf8.encode(waiting);
      waiting = "";
      await writeWhole(bytes);
      if (lost > 0) reportLost();
    }
    writing = undefined;
  }

  async function writeWhole(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0 && !readerIsGone;) {
      const taken = await write(rest).catch((error: unknown) => {
        readerIsGone = error instanceof Error && error.name === "BrokenPipe";
        return 0;
      });
      rest = rest.subarray(taken);
      if (taken === 0 && !readerIsGone) {
        await new Promise<void>((resolve) => setTimer(resolve, RETRY_AFTER_MS));
      }
    }
  }

  /** Where they are missing: what waits is older than they, what comes is newer. */
  function reportLost(): void {
    const time = new Date(now()).toISOString();
    waiting += `${JSON.stringify({ time, level: "error", event: "log_lines_lost", lines: lost })}\n`;
    lost = 0;
  }

  return { writeLine, flush };
}
