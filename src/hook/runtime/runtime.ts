/** Everything of the outside world that the hook touches, handed in once by the host. */
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
  /**
   * A host that can reach a database. It only prepares to: connecting is the first query's affair.
   * @param ca PEM of the authority that the server's certificate is checked against, in place of the usual ones
   */
  connect?(url: string, options: { ca: string | undefined }): Promise<Database>;
  /**
   * Keeps the process (the isolate) until the promise is settled, after the answer has left. A host that freezes
   * between requests has none, and what must not be lost is awaited before the answer.
   */
  waitUntil?(promise: Promise<unknown>): void;
}

/** A database; values travel apart from the text. */
export interface Database {
  /**
   * @returns the rows
   * @throws If the server refuses (`code` is its SQLSTATE), the connection fails or the signal aborts; `unsent` is true
   * where the statement never left.
   */
  query(text: string, values: readonly unknown[], signal: AbortSignal): Promise<readonly Row[]>;
  /** The same for what can wait and may take long: never on the last connection that works, one statement at a time. */
  aside?: Database["query"];
}
export type Row = Readonly<Record<string, unknown>>;
