import type { Act, History, Now, Person, Range } from "../wire.ts";
import type { Api, Failure } from "./api.ts";
import type { Formats } from "./format.ts";
import type { Speech } from "./language.ts";
import type { Texts } from "./texts-en.ts";

export type By = "countries" | "templates" | "prefixes";

/** Everything that the cards are made of. */
export interface State {
  readonly speech: Speech;
  readonly now: Now | undefined;
  readonly history: History | undefined;
  readonly range: Range;
  readonly by: By;
  /** Whose requests are shown in place of everybody's. */
  readonly person: Person | undefined;
  readonly shown: number;
  /** How many of what is closed. */
  readonly closedShown: number;
  /** Why the last read failed. */
  readonly failed: Failure | undefined;
}

export interface App {
  readonly api: Api;
  state(): State;
  texts(): Texts;
  formats(): Formats;
  /** Shows the state with these changes. */
  set(changes: Partial<State>): void;
  /** Reads the range again, at once. */
  readHistory(): Promise<void>;
  /**
   * Asks first; then does it, says so and shows it.
   * @param done is called once it is done, and not where it was cancelled
   */
  confirm(wanted: Act, done?: () => void): void;
}
