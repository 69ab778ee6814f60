import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";

/** The input has ended: a pipe's last line, or Ctrl-D. */
export class InputEnded extends Error {
  override name = "InputEnded";
}

export interface Terminal {
  print(text: string): void;
  printError(text: string): void;
  /**
   * One line, trimmed. A question that changes, such as a countdown, is asked anew while a person types.
   * @throws {InputEnded} If there is none.
   */
  ask(question: string | (() => string)): Promise<string>;
  /** The same, unseen. */
  askSecret(question: string): Promise<string>;
  close(): void;
}

interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  readonly error: Writable;
  /** How often a question that changes is looked at. */
  readonly refreshMs?: number;
}

/** A person at a terminal, or a script that pipes its answers in. */
export function createTerminal({ input, output, error, refreshMs = 1_000 }: Streams): Terminal {
  const interactive = input.isTTY === true;
  let isSecret = false;
  let ended = false;
  const lines: string[] = [];
  let waiting: { resolve(line: string): void; reject(error: Error): void } | undefined;

  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!isSecret) output.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input, output: echo, terminal: interactive });
  reader.on("line", (line) => {
    // A pipe brings lines before anybody asks for them.
    if (waiting === undefined) return void lines.push(line);
    waiting.resolve(line);
    waiting = undefined;
  });
  reader.on("close", () => {
    ended = true;
    waiting?.reject(new InputEnded());
  });
  reader.on("SIGINT", () => process.exit(130));

  async function ask(question: string | (() => string)): Promise<string> {
    const current = typeof question === "string" ? () => question : question;
    let shown = current();
    reader.setPrompt(shown);
    if (interactive) reader.prompt();
    else output.write(`${shown}\n`);
    const next = lines.shift();
    if (next !== undefined) return next.trim();
    if (ended) throw new InputEnded();
    const refresh = interactive ? setInterval(showAgain, refreshMs) : undefined;
    try {
      return (await new Promise<string>((resolve, reject) => (waiting = { resolve, reject }))).trim();
    } finally {
      clearInterval(refresh);
    }

    function showAgain(): void {
      if (current() === shown) return;
      shown = current();
      reader.setPrompt(shown);
      // With the cursor, and what was typed, where they are.
      reader.prompt(true);
    }
  }

  return {
    print: (text) => void output.write(`${text}\n`),
    printError: (text) => void error.write(`${text}\n`),
    ask,
    async askSecret(question) {
      if (interactive) output.write(question);
      isSecret = interactive;
      try {
        return await ask(interactive ? "" : question);
      } finally {
        if (isSecret) output.write("\n");
        isSecret = false;
      }
    },
    close: () => reader.close(),
  };
}
