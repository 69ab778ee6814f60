import type { Language, NumberingPlan } from "../../client/index.ts";
import * as plans from "../../client/numbering-plans.ts";

export interface Country {
  readonly iso: string;
  readonly dial: string;
  readonly plan: NumberingPlan;
  readonly name: Readonly<Record<Language, string>>;
}

const country = (iso: string, plan: NumberingPlan, zh: string, en: string): Country => ({
  iso,
  dial: plan.countryCode,
  plan,
  name: { zh, en },
});

/** The order of the picker: the mainland first, then where its people live and travel most. */
export const COUNTRIES: Countries = [
  country("CN", plans.plan86, "中国大陆", "China mainland"),
  country("HK", plans.plan852, "中国香港", "Hong Kong"),
  country("MO", plans.plan853, "中国澳门", "Macao"),
  country("TW", plans.plan886, "中国台湾", "Taiwan"),
  country("SG", plans.plan65, "新加坡", "Singapore"),
  country("MY", plans.plan60, "马来西亚", "Malaysia"),
  country("JP", plans.plan81, "日本", "Japan"),
  country("KR", plans.plan82, "韩国", "South Korea"),
  country("TH", plans.plan66, "泰国", "Thailand"),
  country("VN", plans.plan84, "越南", "Vietnam"),
  country("ID", plans.plan62, "印度尼西亚", "Indonesia"),
  country("PH", plans.plan63, "菲律宾", "Philippines"),
  country("IN", plans.plan91, "印度", "India"),
  country("AE", plans.plan971, "阿联酋", "United Arab Emirates"),
  country("AU", plans.plan61, "澳大利亚", "Australia"),
  country("NZ", plans.plan64, "新西兰", "New Zealand"),
  country("US", plans.plan1, "美国", "United States"),
  country("CA", plans.plan1, "加拿大", "Canada"),
  country("GB", plans.plan44, "英国", "United Kingdom"),
  country("DE", plans.plan49, "德国", "Germany"),
  country("FR", plans.plan33, "法国", "France"),
  country("IT", plans.plan39, "意大利", "Italy"),
  country("ES", plans.plan34, "西班牙", "Spain"),
  country("BR", plans.plan55, "巴西", "Brazil"),
];

export type Countries = readonly [Country, ...Country[]];

/** What the hook allows unless it is told otherwise. */
const DEFAULT = ["CN"];

/**
 * The countries that the service allows, of those that the picker knows. Where it knows none of them all are
 * shown, and the service says no itself.
 */
export function offeredCountries(allowed: readonly string[] = DEFAULT): Countries {
  const [first, ...others] = COUNTRIES.filter(({ iso }) => allowed.includes("*") || allowed.includes(iso));
  return first ? [first, ...others] : COUNTRIES;
}

/** The United States and Canada share one. */
export const plansOf = (countries: Countries): readonly NumberingPlan[] => [
  ...new Set(countries.map(({ plan }) => plan)),
];
