/** Everything of the outside world that the hook touches, handed in once by the entry. */
export interface Runtime {
  /** Unix time in ms. */
  now(): number;
  randomUuid(): string;
  fetch: typeof fetch;
  sleep(ms: number): Promise<void>;
  /** A signal that aborts after `ms`. */
  timeout(ms: number): AbortSignal;
  /** One line, without its line end. */
  writeLog(line: string): void;
}
