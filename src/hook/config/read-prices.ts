import { isCountry } from "../sms/country.ts";
import { cleanValue } from "./clean-value.ts";
import { ConfigError, type Problem } from "./env-reader.ts";
import { nearNameOf } from "./near-names.ts";
import { type Env, PRICE_VARIABLE } from "./variables.ts";

/** What one SMS costs, by country; `*` is every other. */
export interface Prices {
  readonly currency: string;
  readonly of: Readonly<Record<string, number>>;
}

const DEFAULT_CURRENCY = "CNY";
/** Every country that has no price of its own, as the ledger writes it. */
export const ELSEWHERE = "*";

/**
 * For the commands, which write them into the ledger; the function does not read them.
 * `SMS_PRICE_CN=0.045`, `SMS_PRICE_DEFAULT=0.5`, `SMS_PRICE_CURRENCY=CNY`.
 * @returns undefined where no price is set: the ledger's own then stay
 * @throws {ConfigError} If one is no price.
 */
export function readPrices(env: Env): Prices | undefined {
  const problems: Problem[] = [];
  const report = (variable: string, en: string, zh: string) => void problems.push({ variable, en, zh });
  const currency = cleanValue(env["SMS_PRICE_CURRENCY"]) ?? DEFAULT_CURRENCY;
  if (/^(RMB|CNH)$/i.test(currency)) {
    report(
      "SMS_PRICE_CURRENCY",
      "is no code of ISO 4217: renminbi is CNY",
      "不是 ISO 4217 货币代码：人民币为 CNY",
    );
  } else if (!/^[A-Z]{3}$/.test(currency)) {
    report(
      "SMS_PRICE_CURRENCY",
      "must be three capital letters of ISO 4217, such as CNY",
      "必须是 ISO 4217 货币代码（三个大写字母），例如 CNY",
    );
  }
  const of: Record<string, number> = {};
  for (const [variable, raw] of Object.entries(env)) {
    const text = cleanValue(raw);
    if (!MEANT_AS_PRICE.test(variable) || variable === "SMS_PRICE_CURRENCY" || text === undefined) continue;
    const country = countryIn(variable);
    const meant = nearNameOf(variable);
    if (country === undefined && meant !== undefined) {
      report(
        variable,
        `is no country's price: ${meant} may be meant`,
        `不是国家或地区的价格：是否应为 ${meant}？`,
      );
    } else if (country === undefined) {
      report(
        variable,
        "is no country's price: SMS_PRICE_ takes a country's two capital letters of ISO 3166-1, such as SMS_PRICE_CN (the " +
          "United Kingdom is GB), DEFAULT, or CURRENCY",
        "不是国家或地区的价格：SMS_PRICE_ 后应为 ISO 3166-1 国家代码，如 SMS_PRICE_CN（英国为 GB），或 DEFAULT、CURRENCY",
      );
    } else if (!/^\d{1,6}(\.\d{1,6})?$/.test(text)) {
      const { en, zh } = wrongWith(text);
      report(
        variable,
        `must be the price of one SMS, such as 0.045: ${en}`,
        `必须是单条短信的价格，例如 0.045：${zh}`,
      );
    } else of[country] = Number(text);
  }
  const none = Object.keys(of).length === 0;
  if (problems.length === 0 && none && cleanValue(env["SMS_PRICE_CURRENCY"]) !== undefined) {
    report(
      "SMS_PRICE_CURRENCY",
      "is set without any price, and changes none of those in the ledger: set the prices too, such as SMS_PRICE_CN or " +
        "SMS_PRICE_DEFAULT, or remove it",
      "已设置，但没有任何价格，账本中已有的价格不会因此改变：请同时设置价格（如 SMS_PRICE_CN 或 SMS_PRICE_DEFAULT），或删除该变量",
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return none ? undefined : { currency, of };
}

/** Of a text that is no price. */
function wrongWith(text: string): { en: string; zh: string } {
  const found = FAULTS.find(({ is }) => is.test(text));
  return found ?? { en: "it is a number of digits and one point", zh: "只能由数字和一个小数点组成" };
}

const FAULTS = [
  { is: /^-/, en: "none is below zero", zh: "不能为负数" },
  {
    is: /[^\d.,\s]/,
    en: "it is a number alone, and its currency stands in SMS_PRICE_CURRENCY",
    zh: "只能是数字，货币写在 SMS_PRICE_CURRENCY 中",
  },
  { is: /,/, en: "its decimals stand behind a point, no comma", zh: "小数点须用句点，不能用逗号" },
  { is: /^\./, en: "a digit stands before the point, such as 0", zh: "小数点前须有数字，例如 0" },
  { is: /\.$/, en: "digits stand behind the point", zh: "小数点后须有数字" },
  { is: /^\d+\.\d{7,}$/, en: "it has six digits behind the point at most", zh: "小数最多六位" },
  { is: /^\d{7,}(\.\d*)?$/, en: "it has six digits before the point at most", zh: "整数部分最多六位" },
];

/** A name that is none of these prices' would leave its SMS without a price. */
export const MEANT_AS_PRICE = /^SMS_PRICES?_/i;

function countryIn(variable: string): string | undefined {
  const country = PRICE_VARIABLE.exec(variable)?.[1] ?? "";
  return country === "DEFAULT" ? ELSEWHERE : isCountry(country) ? country : undefined;
}
