import { isCountry } from "../../hook/sms/country.ts";
import type { Text } from "../text.ts";
import type { Numbers } from "./answers.ts";
import { NEEDED } from "./questions.ts";

const codesIn = (text: string): string[] =>
  text.split(",").map((code) => code.trim().toUpperCase()).filter(Boolean);

/** @returns what is wrong with a list of countries, such as `HK,SG` */
export function countriesProblem(text: string): Text | undefined {
  const codes = codesIn(text);
  if (codes.length === 0) return NEEDED;
  const unknown = codes.find((code) => !isCountry(code));
  return unknown === undefined ? undefined : {
    en: `${unknown} is no ISO code of a country: write HK,SG`,
    zh: `${unknown} 不是国家或地区的 ISO 代码：请写成 HK,SG`,
  };
}

/** As `SMS_ALLOWED_COUNTRIES` takes them; who has numbers in both places serves the mainland, too. */
export const countriesOf = (numbers: Numbers, text: string): string =>
  [...new Set([...(numbers === "both" ? ["CN"] : []), ...codesIn(text)])].join(",");
