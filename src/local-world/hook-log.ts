export interface HookLog {
  add(line: string): void;
  /** From now on every new line is printed. */
  follow(): void;
  all(): string;
}

const KEEP = 200;

/** The function's log, quiet while the world comes up unless it is asked for. */
export function createHookLog(
  { print, verbose }: { readonly print: (text: string) => void; readonly verbose: boolean },
): HookLog {
  let lines: readonly string[] = [];
  let following = verbose;
  return {
    add(line) {
      lines = [...lines, line].slice(-KEEP);
      if (following) print(`hook │ ${line}`);
    },
    follow() {
      following = true;
    },
    all: () => lines.join("\n"),
  };
}
