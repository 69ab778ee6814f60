import type { Text } from "../text.ts";

export interface Option<T extends string> {
  value: T;
  label: Text;
}

/** A person at a terminal, or what stands for one. */
export interface Ask {
  choose<T extends string>(question: Text, options: readonly [Option<T>, ...Option<T>[]]): Promise<T>;
  /** @param problem says what is wrong with an answer, which is then asked for again */
  text(question: Text, problem: (answer: string) => Text | undefined): Promise<string>;
  /** Not shown while it is typed. */
  secret(question: Text, problem: (answer: string) => Text | undefined): Promise<string>;
  confirm(question: Text, byDefault: boolean): Promise<boolean>;
}

/** Nobody can be asked: standard input is no terminal. */
export class NoTerminal extends Error {
  override readonly name = "NoTerminal";

  constructor() {
    super(
      "Cannot ask: this is no terminal; give what is asked for as flags, and --yes (see --help)\n" +
        "无法提问：当前不是终端；请用参数给出所需内容并加 --yes（见 --help）",
    );
  }
}

/** The person has left: nothing more is written. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}
