import type { Runtime } from "../../hook/runtime/runtime.ts";

/** What the doctor needs of the outside world; every wait has an end by `timeout`. */
export interface DoctorWorld extends Pick<Runtime, "now" | "randomUuid" | "fetch" | "timeout" | "connect"> {
  readFile(path: string): Promise<{ bytes: Uint8Array; mode: number | undefined }>;
}

/** What a check may take; Auth itself waits five seconds for everything together. */
export const WAIT_MS = { provider: 8_000, hook: 8_000, auth: 8_000, ledger: 5_000 } as const;

/** The code of a socket's or resolver's error, from whatever depth fetch has put it in. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  const inner: unknown = error.cause instanceof AggregateError ? error.cause.errors[0] : error.cause;
  if (inner instanceof Error && "code" in inner) return String(inner.code);
  return "code" in error ? String(error.code) : "failed";
}

/** Errors of a certificate, as Node names them. */
export const isTls = (cause: string): boolean => /CERT|VERIFY|SSL|TLS|ISSUER|SIGNED/.test(cause);
