import { err, type Result } from "../hook/result.ts";
import { parsePhoneNumber, type PhoneNumber, type PhoneProblem } from "../hook/sms/phone-number.ts";
import type { Sentence } from "./with-ledger-database.ts";

/** As people write them: with blanks and hyphens, and 00 where others write a plus sign. */
const cleaned = (text: string): string => text.replaceAll(/[\s()-]/g, "").replace(/^00/, "+");

/** Of what is done once and for all: without a plus sign `13900000012` is a number of +1, or a mainland number. */
export function readWholeNumber(text: string): Result<PhoneNumber, NumberProblem> {
  const typed = cleaned(text);
  return typed.startsWith("+") ? parsePhoneNumber(typed, "refuse") : err("no_plus_sign");
}

export type NumberProblem = PhoneProblem | "no_plus_sign";

/** What is wrong with a number, which itself stands in no error. */
export const NUMBER_PROBLEMS: Readonly<Record<NumberProblem, Sentence>> = {
  no_plus_sign: {
    en: "a number has its plus sign and country code, such as +8613800138000",
    zh: "号码应带加号和国家代码，例如 +8613800138000",
  },
  not_e164: {
    en: "behind its plus sign a number has 7 to 15 digits, with the country code, and nothing else",
    zh: "加号后只能是 7 到 15 位数字（含国家代码）",
  },
  not_a_mainland_mobile: {
    en:
      "it is no mobile number of mainland China, which has eleven digits behind +86, from 13 to 19 on: too short, too " +
      "long or another kind",
    zh: "不是中国大陆手机号：+86 后应为 11 位数字，以 13 至 19 开头；请检查是否少位、多位或并非手机号",
  },
};

/**
 * What a number may be, for who compares it with those that were really sent to: Auth keeps them without the plus
 * sign, and as what they came depends on the function's `SMS_BARE_NUMBERS` of that day.
 * @returns none where it is no number
 */
export function readingsOf(text: string): PhoneNumber[] {
  const readings = (["refuse", "CN"] as const).flatMap((bare) => {
    const phone = parsePhoneNumber(cleaned(text), bare);
    return phone.ok ? [phone.value] : [];
  });
  return readings.filter(({ e164 }, i) => readings.findIndex((one) => one.e164 === e164) === i);
}
