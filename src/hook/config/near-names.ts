import { cleanValue } from "./clean-value.ts";
import { isCountry } from "../sms/country.ts";
import { editDistance, leastEdits, lettersIn } from "./edit-distance.ts";
import type { EnvReader, Problem } from "./env-reader.ts";
import { ACCOUNT_VARIABLE, PRICE_VARIABLE, type Setting, SETTINGS, VARIABLES } from "./variables.ts";

/** Shorter ones, HOST and PORT, are near to everything. */
const LEAST_CHARS = 8;
const NAMES: readonly string[] = [
  ...Object.values(VARIABLES).flat().filter((name) => name.length >= LEAST_CHARS),
  "SMS_PRICE_DEFAULT",
  "SMS_PRICE_CURRENCY",
];
/** More slips than these are another name, however long it is. */
const MOST_SLIPS = 3;

/** A start compares thousands of pairs, of which nearly all have other letters. */
const LETTERS = NAMES.map((name) => ({ name, letters: lettersIn(name) }));

/** @returns the variable of ours that a name is a slip or two away from, the nearest of several */
export function nearNameOf(name: string): string | undefined {
  if (NAMES.includes(name) || ACCOUNT_VARIABLE.test(name) || PRICE_VARIABLE.test(name)) return undefined;
  const given = name.toUpperCase();
  const country = /_([A-Z]{2})$/.exec(given)?.[1];
  const priced = country !== undefined && isCountry(country) ? [`SMS_PRICE_${country}`] : [];
  const letters = lettersIn(given);
  const likely = LETTERS.filter((one) => leastEdits(letters, one.letters) <= MOST_SLIPS);
  return [...likely.map((one) => one.name), ...priced]
    .flatMap((known) => {
      const slips = slipsBetween(given, known);
      return slips === undefined ? [] : [{ known, slips }];
    })
    .sort((a, b) => a.slips - b.slips)[0]?.known;
}

/** Of the words that differ a third may be wrong: KY is no CA, though two letters make it one. */
function slipsBetween(a: string, b: string): number | undefined {
  const slips = editDistance(a, b, MOST_SLIPS);
  return slips !== undefined && slips <= Math.max(1, Math.floor(differingChars(a, b) / 3))
    ? slips
    : undefined;
}

/** How long what is left is without the words that both begin and end with. */
function differingChars(a: string, b: string): number {
  const [words, others] = [a.split("_"), b.split("_")];
  const shortest = () => Math.min(words.length, others.length);
  while (shortest() > 0 && words[0] === others[0]) {
    words.shift();
    others.shift();
  }
  while (shortest() > 0 && words.at(-1) === others.at(-1)) {
    words.pop();
    others.pop();
  }
  return Math.max(words.join("_").length, others.join("_").length);
}

/**
 * A misspelt limit or list would be off, and nothing would say so. Where the setting that is meant is missing, the name
 * is told with it.
 * @returns the others
 */
export function tellOfNearNames({ env, problems, text }: EnvReader): Problem[] {
  return Object.keys(env).flatMap((variable) => {
    const meant = nearNameOf(variable);
    if (meant === undefined || cleanValue(env[variable]) === undefined) return [];
    const setting = settingOf(meant);
    const missing = setting && text(setting) === undefined &&
      problems.find((problem) => problem.variable === VARIABLES[setting][0]);
    if (missing) {
      missing.en += `; ${variable} is set, and may be meant for it`;
      missing.zh += `；已设置了 ${variable}，是否写错了名称？`;
      missing.toldWith = [...missing.toldWith ?? [], variable];
      return [];
    }
    return [{
      variable,
      en: `is not read: ${meant} may be meant`,
      zh: `不会被读取：是否应为 ${meant}？`,
    }];
  });
}

const settingOf = (meant: string): Setting | undefined =>
  SETTINGS.find((setting) => VARIABLES[setting].some((name) => name === meant));
