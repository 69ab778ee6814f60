import type { Ask } from "../../../src/operator/setup/ask.ts";
import type { Text } from "../../../src/operator/text.ts";

/** A person who answers each question in turn, and by whom everything that was asked is kept. */
export function createScriptedAsk(answers: ReadonlyMap<Text | RegExp, string | boolean>) {
  const asked: string[] = [];
  const shown: string[] = [];
  function answerTo(question: Text): string | boolean {
    asked.push(question.en);
    const found = [...answers].find(([key]) =>
      key instanceof RegExp ? key.test(question.en) : key === question
    );
    if (found === undefined) throw new Error(`Cannot answer: ${question.en}`);
    return found[1];
  }
  /** A terminal asks again until the answer is taken; this person has only one. */
  function typed(question: Text, problem: (answer: string) => Text | undefined): string {
    const answer = String(answerTo(question));
    const wrong = problem(answer);
    if (wrong !== undefined) throw new Error(`Asked again: ${wrong.en}`);
    return answer;
  }
  const ask: Ask = {
    choose: (question, options) => {
      shown.push(...options.map(({ label }) => label.en));
      const wanted = answerTo(question);
      const option = options.find(({ value }) => value === wanted);
      if (option === undefined) {
        throw new Error(`Cannot choose ${wanted}: it is not offered for ${question.en}`);
      }
      return Promise.resolve(option.value);
    },
    text: (question, problem) => Promise.resolve(typed(question, problem)),
    secret: (question, problem) => Promise.resolve(typed(question, problem)),
    confirm: (question) => Promise.resolve(answerTo(question) === true),
  };
  return { ask, asked, shown };
}
