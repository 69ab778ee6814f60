import { confirm, isCancel, password, select, text } from "@clack/prompts";
import process from "node:process";
import type { Readable, Writable } from "node:stream";
import type { Text } from "../text.ts";
import { type Ask, Cancelled, NoTerminal, type Option } from "./ask.ts";

export interface Terminal {
  input?: Readable;
  output?: Writable;
}

/** Questions on the terminal, by @clack/prompts. */
export function createClackAsk(language: keyof Text, terminal: Terminal = {}): Ask {
  async function given<T>(prompt: () => Promise<T | symbol>): Promise<T> {
    if (terminal.input === undefined && !process.stdin.isTTY) throw new NoTerminal();
    const answer = await prompt();
    if (isCancel(answer)) throw new Cancelled();
    // What is no cancelling is the answer.
    return answer as T;
  }
  return {
    choose: async <T extends string>(question: Text, options: readonly [Option<T>, ...Option<T>[]]) =>
      await given<string>(() =>
        select<string>({
          ...terminal,
          message: question[language],
          options: options.map(({ value, label }) => ({ value, label: label[language] })),
        })
        // The options are all that it can give back.
      ) as T,
    text: async (question, problem) =>
      (await given<string>(() =>
        text({
          ...terminal,
          message: question[language],
          validate: (answer) => problem(answer?.trim() ?? "")?.[language],
        })
      )).trim(),
    secret: async (question, problem) =>
      (await given<string>(() =>
        password({
          ...terminal,
          message: question[language],
          validate: (answer) => problem(answer?.trim() ?? "")?.[language],
        })
      )).trim(),
    confirm: (question, byDefault) =>
      given<boolean>(() => confirm({ ...terminal, message: question[language], initialValue: byDefault })),
  };
}
