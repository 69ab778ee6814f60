export interface Stopper {
  onStop(close: () => Promise<void>): void;
  /** Ends the process with 0, within two seconds whatever hangs. */
  stop(): Promise<never>;
  /** Ends it with 1 and says why; nothing happens when it is ending already. */
  fail(reason: string): void;
}

/** A browser's open connection must not keep the process alive. */
const PATIENCE_MS = 1_200;
/** Ctrl-C reaches the function as well: it may be gone before this process has seen the signal. */
const SIGNAL_LAG_MS = 150;

export function createStopper(): Stopper {
  const closers: (() => Promise<void>)[] = [];
  let ending: Promise<never> | undefined;

  async function end(code: number): Promise<never> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([Promise.allSettled(closers.map((close) => close())), patience]);
    process.exit(code);
  }

  const stop = () => ending ??= end(0);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
  // Whoever read the output is gone, as in `npm start | head`.
  process.stdout.on("error", () => void stop());
  return {
    onStop: (close) => void closers.push(close),
    stop,
    fail(reason) {
      setTimeout(() => {
        if (ending !== undefined) return;
        process.stderr.write(`${reason}\n`);
        ending = end(1);
      }, SIGNAL_LAG_MS);
    },
  };
}
