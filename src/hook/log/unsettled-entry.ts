import type { LogEntry } from "./log-entry.ts";

/** The SMS went its way and the ledger does not know; the line of the request itself is written before. */
export const unsettledEntry = (key: string, cause: string): LogEntry => ({
  level: "error",
  event: "ledger_unsettled",
  key,
  cause,
  hint:
    "the outcome of this request is not in the ledger: a retry of it is answered as unconfirmed, and a window " +
    "that a rejection would have given back stays counted",
});
