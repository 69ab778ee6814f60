import { ConfigError, type Problem } from "../hook/config/env-reader.ts";
import { type Env, PRICE_VARIABLE } from "../hook/config/variables.ts";

/** What one SMS costs, by country; `*` is every other. */
export interface Prices {
  readonly currency: string;
  readonly of: Readonly<Record<string, number>>;
}

const DEFAULT_CURRENCY = "CNY";

/**
 * `SMS_PRICE_CN=0.045`, `SMS_PRICE_DEFAULT=0.5`, `SMS_PRICE_CURRENCY=CNY`.
 * @returns undefined where no price is set: the ledger's own then stay
 * @throws {ConfigError} If one is no price.
 */
export function readPrices(env: Env): Prices | undefined {
  const problems: Problem[] = [];
  const report = (variable: string, en: string, zh: string) => void problems.push({ variable, en, zh });
  const currency = env["SMS_PRICE_CURRENCY"]?.trim() || DEFAULT_CURRENCY;
  if (!/^[A-Z]{3}$/.test(currency)) {
    report(
      "SMS_PRICE_CURRENCY",
      "must be three letters of ISO 4217, such as CNY",
      "必须是 ISO 4217 货币代码，例如 CNY",
    );
  }
  const of: Record<string, number> = {};
  for (const [variable, text = ""] of Object.entries(env)) {
    const country = PRICE_VARIABLE.exec(variable)?.[1];
    if (country === undefined || country === "CURRENCY" || text.trim() === "") continue;
    if (!/^\d{1,6}(\.\d{1,6})?$/.test(text.trim())) {
      report(variable, "must be the price of one SMS, such as 0.045", "必须是单条短信的价格，例如 0.045");
    }
    of[country === "DEFAULT" ? "*" : country] = Number(text);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.keys(of).length > 0 ? { currency, of } : undefined;
}

/** In the place of all that were there. */
export async function writePrices(
  query: (text: string, values: readonly unknown[]) => Promise<unknown>,
  { currency, of }: Prices,
): Promise<void> {
  await query("select send_sms.set_prices($1, $2)", [JSON.stringify(of), currency]);
}
