import { err, ok, type Result } from "../hook/result.ts";
import type { Sentence } from "./wire.ts";

/** As long as a reason may be; one that was given in SQL is shown up to here. */
export const MOST_OF_A_REASON = 500;

/** What a person gives as a reason, on one line; or what is wrong with it. */
export function readReason(typed: string): Result<string, Sentence> {
  const reason = typed.replaceAll(/[\t-\r\u0085\u2028\u2029]+/g, " ").trim();
  if (reason === "") return err(NO_REASON);
  if (reason.length > MOST_OF_A_REASON) return err(LONG_REASON);
  return isPlain(reason) ? ok(reason) : err(NOT_PLAIN);
}

/** PostgreSQL keeps no NUL, UTF-8 has no half of a pair, and other controls would act in whoever's terminal shows it. */
export const isPlain = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);

const NO_REASON: Sentence = { en: "A reason is needed.", zh: "请填写原因。" };
const LONG_REASON: Sentence = {
  en: `A reason has at most ${MOST_OF_A_REASON} characters.`,
  zh: `原因最多 ${MOST_OF_A_REASON} 个字符。`,
};
export const NOT_PLAIN: Sentence = {
  en: "There is something in this text that cannot be kept, such as a control character: type it anew.",
  zh: "内容中含有无法保存的字符（如控制字符），请重新输入。",
};
