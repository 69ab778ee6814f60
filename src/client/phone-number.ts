import { type NumberingPlan, plan86 } from "./numbering-plans.ts";
import { failed, type Outcome } from "./problem.ts";
import { withoutSeparators } from "./typed-text.ts";

/** A number as typed, with the country picker's value where there is a picker. */
export interface TypedPhone {
  readonly phone: string;
  readonly countryCode?: string;
}

/** E.164 with its plus sign, such as `+8613800138000`. */
export type PhoneOutcome = Outcome<{ readonly phone: string }>;

/** How the flows read a number: with the app's countries and its default picker. */
export type ReadPhone = (typed: TypedPhone) => PhoneOutcome;

/** What an app serves that names no countries: the mainland. */
export const MAINLAND_ONLY: readonly NumberingPlan[] = [plan86];

/**
 * Reads a mobile number as people type or paste it: `138 0013 8000`, `+86 138-0013-8000`, `0086…`,
 * `+44 (0)7400 123456`, `tel:…`, full-width digits, with the country code that the country picker shows
 * (`"86"`, `"+86"`; absent without a picker). Every reading that the plans of `countries` allow is made;
 * only where exactly one is a mobile number is it taken. Nothing is guessed.
 */
export function normalizePhone(
  typed: string,
  countryCode?: string,
  countries: readonly NumberingPlan[] = MAINLAND_ONLY,
): PhoneOutcome {
  const text = withoutSeparators(typed.normalize("NFKC").trim().replace(/^tel:/i, ""));
  const picked = withoutSeparators(countryCode ?? "").replace(/^\+|^00/, "");
  if (text === "") return failed("phone_missing");
  // Longer than any way to write a number: patterns meet no text without end.
  if (!/^\+?\d{1,40}$/.test(text) || !/^\d*$/.test(picked)) return failed("phone_invalid");
  if (text.startsWith("+")) return decide([inFull(text.slice(1), countries)], countries);

  const plan = countries.find((one) => one.countryCode === picked);
  if (picked !== "" && !plan) return failed("phone_country_not_offered", offer(countries));
  const abroad = afterExitCode(text, plan).map((digits) => inFull(digits, countries));
  if (!plan && abroad.length === 0) return failed("phone_country_missing");
  return decide(plan ? [...abroad, inside(text, plan)] : abroad, countries);
}

/** A list that nobody reads to its end helps nobody. */
function offer(countries: readonly NumberingPlan[]): { readonly offered?: readonly string[] } {
  return countries.length > 4 ? {} : { offered: countries.map(({ countryCode }) => `+${countryCode}`) };
}

/** What one way to read the text gave: the numbers, and the plan by which it was read. */
interface Reading {
  readonly plan: NumberingPlan | undefined;
  readonly numbers: readonly string[];
}

function decide(readings: readonly Reading[], countries: readonly NumberingPlan[]): PhoneOutcome {
  const [only, other] = new Set(readings.flatMap(({ numbers }) => numbers));
  if (only !== undefined && other === undefined) return { ok: true, phone: only };
  const plan = readings.find((reading) => reading.plan)?.plan;
  if (!plan) return failed("phone_country_not_offered", offer(countries));
  const { countryCode, example } = plan;
  const how = { country: `+${countryCode}`, example: `+${countryCode} ${example}` };
  return failed(only === undefined ? "phone_invalid" : "phone_country_unclear", how);
}

/** `00` leads abroad in most countries, and people write it in the others too. */
function afterExitCode(text: string, plan: NumberingPlan | undefined): string[] {
  const exits = plan ? ["00", plan.exit] : ["00"];
  return [...new Set(exits.map((exit) => new RegExp(`^(?:${exit})`).exec(text)?.[0] ?? ""))]
    .filter((exit) => exit !== "").map((exit) => text.slice(exit.length));
}

/** After `+`, `00` or the like. No country code is the beginning of another one (ITU-T E.164). */
function inFull(digits: string, countries: readonly NumberingPlan[]): Reading {
  const plan = countries.find(({ countryCode }) => digits.startsWith(countryCode));
  return { plan, numbers: plan ? mobilesIn(digits.slice(plan.countryCode.length), plan) : [] };
}

/** As dialled inside the country, or with a country code that has lost its plus sign. */
function inside(digits: string, plan: NumberingPlan): Reading {
  const { countryCode } = plan;
  const bare = digits.startsWith(countryCode) ? [digits.slice(countryCode.length)] : [];
  return { plan, numbers: [digits, ...bare].flatMap((one) => mobilesIn(one, plan)) };
}

/** Many write the trunk prefix behind the country code too: `+44 (0)7400 123456`. */
function mobilesIn(digits: string, plan: NumberingPlan): string[] {
  const mobile = new RegExp(`^(?:${plan.mobile})$`);
  return [digits, withoutTrunk(digits, plan)].filter((reading) => mobile.test(reading))
    .map((reading) => `+${plan.countryCode}${reading}`);
}

/** libphonenumber's rule: rewritten where the prefix's last group took part, else cut off. */
function withoutTrunk(digits: string, { trunk, rewrite }: NumberingPlan): string {
  const prefix = trunk === undefined ? undefined : new RegExp(`^(?:${trunk})`);
  const match = prefix?.exec(digits);
  if (!prefix || !match) return digits;
  const rewritten = rewrite !== undefined && match.length > 1 && match[match.length - 1] !== undefined;
  return digits.replace(prefix, rewritten ? rewrite : "");
}
