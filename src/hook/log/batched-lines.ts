/** A reader of the log is at most this far behind. */
const FLUSH_AFTER_MS = 5;
/** Beyond this a batch is written at once, so that a burst cannot grow it. */
const MAX_BATCH_CHARS = 32 * 1024;

/** Writes lines together: a write of its own for every line is the largest single cost of a request. */
export function createBatchedLines(
  { write, setTimer }: {
    write: (text: string) => void;
    setTimer: (callback: () => void, ms: number) => void;
  },
) {
  let batch = "";

  /** Everything written so far is out when this returns; a clean stop ends with it. */
  function flush(): void {
    const text = batch;
    batch = "";
    try {
      if (text) write(text);
    } catch {
      // The log's reader is gone (a broken pipe throws on Deno 2.1.4): codes still have to be delivered.
    }
  }

  function writeLine(line: string): void {
    if (batch === "") setTimer(flush, FLUSH_AFTER_MS);
    batch += `${line}\n`;
    if (batch.length >= MAX_BATCH_CHARS) flush();
  }

  return { writeLine, flush };
}
