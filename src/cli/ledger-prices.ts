import { ELSEWHERE, type Prices } from "../hook/config/read-prices.ts";
import type { Sentence } from "./with-ledger-database.ts";

type Query = (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/**
 * In the place of all that were there.
 * @returns which those are now, and of which countries there is no price any longer
 */
export async function writePrices(query: Query, { currency, of }: Prices): Promise<Sentence> {
  const before = (await query("select country from send_sms.prices")).map(({ country }) => String(country));
  await query("select send_sms.set_prices($1, $2)", [JSON.stringify(of), currency]);
  const removed = before.filter((country) => !Object.hasOwn(of, country));
  return { en: said("en"), zh: said("zh") };

  function said(language: "en" | "zh"): string {
    const words = {
      en: ["Prices", "removed", ": ", "; ", ", "],
      zh: ["价格", "已删除", "：", "；", "、"],
    } as const;
    const [prices, gone, colon, semicolon, comma] = words[language];
    const place = (country: string) =>
      country !== ELSEWHERE ? country : language === "en" ? "elsewhere" : "其他地区";
    const listed = Object.entries(of).map(([country, price]) => `${place(country)} ${price} ${currency}`);
    const rest = removed.length > 0 ? `${semicolon}${gone}${colon}${removed.map(place).join(comma)}` : "";
    return `${prices}${colon}${listed.join(comma)}${rest}`;
  }
}
