import { type CountryCode, getExampleNumber } from "libphonenumber-js";
import examples from "libphonenumber-js/mobile/examples";
import type { Policy } from "../hook/sms/decide.ts";
import { FIRST_NUMBER } from "./defaults.ts";

/** A number for the first SMS that the developer's own lists let through, as far as they name one. */
export function trialNumberFor({ allowedNumbers, allowedCountries }: Policy): string {
  const [listed] = allowedNumbers ?? [];
  if (listed !== undefined) return listed.startsWith("+") ? listed : `+${listed}`;
  if (allowedCountries === "*" || allowedCountries.has("CN")) return FIRST_NUMBER;
  const example = [...allowedCountries].filter(isExampleOf)
    .map((country) => getExampleNumber(country, examples)?.number)
    .find((number) => number !== undefined);
  return example ?? FIRST_NUMBER;
}

const isExampleOf = (country: string): country is CountryCode => Object.hasOwn(examples, country);
