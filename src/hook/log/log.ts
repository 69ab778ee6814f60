import type { LogEntry } from "./log-entry.ts";

export type Log = (entry: LogEntry) => void;

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
  const known = new Map<string, string>();

  /** As JSON has it: a password may hold what JSON escapes. */
  function asWritten(secret: string): string {
    let written = known.get(secret);
    if (written === undefined) known.set(secret, written = JSON.stringify(secret).slice(1, -1));
    return written;
  }

  return function log(entry) {
    // As text, for a copy of the entry's twenty fields would be made only to put the time before them; it is never empty.
    let line = `{"time":"${new Date(now()).toISOString()}",${JSON.stringify(entry).slice(1)}`;
    // Renewed keys take the place of others, which need not be known for ever.
    if (known.size > secrets.length) known.clear();
    for (const secret of secrets) {
      if (secret.length < MIN_SECRET_CHARS) continue;
      const written = asWritten(secret);
      if (line.includes(written)) line = line.replaceAll(written, "(hidden)");
    }
    writeLog(line);
  };
}
