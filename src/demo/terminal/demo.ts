import type { Language, PhoneAuth, PhoneOutcome, SmsProblem } from "../../client/index.ts";
import type { Given } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";
import type { Texts } from "./texts-en.ts";

/** What every command works with. */
export interface Demo {
  readonly auth: PhoneAuth;
  /** As the flows read it, so that nobody types a password for a number that is none. */
  readPhone(typed: string): PhoneOutcome;
  /** The number of whoever is signed in. */
  currentPhone(): Promise<string | undefined>;
  readonly terminal: Terminal;
  readonly texts: Texts;
  readonly language: Language;
  readonly given: Given;
  readonly isLocal: boolean;
  readonly inbox: string | undefined;
}

/** The sentence for people, and the name that an app would switch on. */
export function showProblem({ terminal, texts, language, isLocal }: Demo, problem: SmsProblem): void {
  terminal.printError(`✗ ${problem.text(language)} [${problem.code}]`);
  if (problem.code === "network_unreachable" && isLocal) terminal.printError(texts.startLocalWorld);
}

export function announceCode({ terminal, texts, inbox }: Demo, to: string): void {
  terminal.print(texts.codeSent(to));
  if (inbox !== undefined) terminal.print(texts.readInbox(inbox));
}

/** The number of the command line, or of whoever is asked for one. */
export async function askPhone(
  { terminal, texts, readPhone }: Demo,
  given: string | undefined,
  question = texts.askPhone,
): Promise<PhoneOutcome> {
  return readPhone(given ?? await terminal.ask(question));
}
