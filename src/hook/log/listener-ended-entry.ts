import type { LogEntry } from "./log-entry.ts";

/** @returns a line for a listener that ended by itself; the error is the runtime's own and holds no request */
export const listenerEndedEntry = (error: unknown): LogEntry => ({
  level: "error",
  event: "listener_ended",
  cause: error instanceof Error ? `${error.name}: ${error.message}` : typeof error,
  hint:
    "a new one is started; with too many open files, raise the limit of the process (ulimit -n) and let a proxy " +
    "in front cut connections that send nothing",
});
