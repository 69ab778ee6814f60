import { createUtcTime } from "../utc-time.ts";
import type { LogEntry } from "./log-entry.ts";

export type Log = (entry: LogEntry) => void;

/** One JSON line per entry; JSON escapes line breaks, so nothing a request holds can forge a second line. */
export function createLog({ now, writeLog }: { now: () => number; writeLog: (line: string) => void }): Log {
  const utc = createUtcTime();

  return function log(entry) {
    writeLog(JSON.stringify({ time: utc.milliseconds(now()), ...entry }));
  };
}
