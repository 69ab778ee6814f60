import { confirm, isCancel, password, select, text } from "@clack/prompts";
import type { Readable, Writable } from "node:stream";
import type { Text } from "../text.ts";
import { type Ask, Cancelled, type Option } from "./ask.ts";

export interface Terminal {
  input?: Readable;
  output?: Writable;
}

/** Questions on the terminal, by @clack/prompts. */
export function createClackAsk(language: keyof Text, terminal: Terminal = {}): Ask {
  const given = <T>(answer: T | symbol): T => {
    if (isCancel(answer)) throw new Cancelled();
    // What is no cancelling is the answer.
    return answer as T;
  };
  return {
    choose: async <T extends string>(question: Text, options: readonly [Option<T>, ...Option<T>[]]) =>
      given<string>(
        await select<string>({
          ...terminal,
          message: question[language],
          options: options.map(({ value, label }) => ({ value, label: label[language] })),
        }),
        // The options are all that it can give back.
      ) as T,
    text: async (question, problem) =>
      given<string>(
        await text({
          ...terminal,
          message: question[language],
          validate: (answer) => problem(answer?.trim() ?? "")?.[language],
        }),
      ).trim(),
    secret: async (question) =>
      given<string>(await password({ ...terminal, message: question[language] })).trim(),
    confirm: async (question, byDefault) =>
      given<boolean>(await confirm({ ...terminal, message: question[language], initialValue: byDefault })),
  };
}
