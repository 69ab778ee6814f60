import type { Text } from "../text.ts";
import type { Ask } from "./ask.ts";
import * as q from "./questions.ts";

/** What answers a question where nobody is asked. */
const ANSWERED_BY: ReadonlyMap<Text, string> = new Map([
  [q.WHERE_AUTH, "--auth"],
  [q.WHERE_NUMBERS, "--numbers"],
  [q.WHICH_COUNTRIES, "--countries"],
  [q.WHICH_API, "--api"],
  [q.KEY_ID, "--access-key-id"],
  [q.KEY_SECRET, "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
  [q.WHICH_SIGN, "--sign"],
  [q.SIGN_NAME, "--sign"],
  [q.WHICH_TEMPLATE, "--template"],
  [q.TEMPLATE_CODE, "--template"],
]);

/** For scripts (`--yes`): what no flag has said is missing, and nothing is confirmed. */
export function createNoAsk(): Ask {
  const missing = (question: Text): Promise<never> =>
    Promise.reject(new Missing(ANSWERED_BY.get(question) ?? question.en));
  return { choose: missing, text: missing, secret: missing, confirm: () => Promise.resolve(false) };
}

export class Missing extends Error {
  override readonly name = "Missing";

  constructor(flag: string) {
    super(`Cannot set up with --yes: ${flag} is not set / 使用 --yes 时必须指定 ${flag}`);
  }
}
