import type { LogEntry } from "./log-entry.ts";

export type Log = (entry: LogEntry) => void;

const NEEDS_ESCAPE = /["\\\p{Cc}]/u;
/** Below this a value is no key, and hiding it would hide words of the log. */
const MIN_SECRET_CHARS = 8;

/**
 * One JSON line per entry; JSON escapes line breaks, so nothing a request holds can forge a second line. None of
 * the `secrets` leaves in one, wherever it came from: a provider can echo the key it was sent.
 * The list is read anew for every line, for keys can be renewed.
 */
export function createLog(
  { now, writeLog, secrets }: {
    now: () => number;
    writeLog: (line: string) => void;
    secrets: readonly string[];
  },
): Log {
  return function log(entry) {
    let line = JSON.stringify({ time: new Date(now()).toISOString(), ...entry });
    for (const secret of secrets) {
      if (secret.length < MIN_SECRET_CHARS) continue;
      // As JSON has it: a password may hold what JSON escapes.
      const written = NEEDS_ESCAPE.test(secret) ? JSON.stringify(secret).slice(1, -1) : secret;
      if (line.includes(written)) line = line.replaceAll(written, "(hidden)");
    }
    writeLog(line);
  };
}
