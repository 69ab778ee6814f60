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
  secret(question: Text): Promise<string>;
  confirm(question: Text, byDefault: boolean): Promise<boolean>;
}

/** The person has left: nothing more is written. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}
