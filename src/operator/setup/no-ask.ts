import type { Text } from "../text.ts";
import type { Ask } from "./ask.ts";

/** For scripts (`--yes`): what no flag has said was missed before (`missingFor`), and nothing is confirmed. */
export function createNoAsk(): Ask {
  const refuse = (question: Text): Promise<never> =>
    Promise.reject(new Error(`Cannot ask with --yes: ${question.en}`));
  return { choose: refuse, text: refuse, secret: refuse, confirm: () => Promise.resolve(false) };
}
