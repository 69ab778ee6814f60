import { NUMBERING_PLANS, type NumberingPlan, OTHER_EXIT_CODES } from "./numbering-plans.ts";
import { failed, type Outcome } from "./problem.ts";
import { withoutSeparators } from "./typed-text.ts";

/** E.164 with its plus sign, such as `+8613800138000`. */
export type PhoneOutcome = Outcome<{ readonly phone: string }>;

/**
 * Reads a number as people type or paste it: `138 0013 8000`, `+86 138-0013-8000`, `0086…`, full-width
 * digits, with the country code that the country picker shows (`"86"`, `"+86"`; absent without a picker).
 * An explicit `+` or `00` wins over the picker. Nothing is guessed: without a country code, or where a
 * country code may or may not have been typed, the problem says so.
 */
export function normalizePhone(typed: string, countryCode?: string): PhoneOutcome {
  const picked = withoutSeparators(countryCode ?? "").replace(/^\+|^00/, "");
  // What "+44 (0)20" asks for is unclear: a bracketed zero stays, and is refused below.
  const text = withoutSeparators(typed.normalize("NFKC").replaceAll("(0)", "?"));
  if (!/^\+?\d+$/.test(text) || !/^(?:[1-9]\d{0,3})?$/.test(picked)) return failed("phone_invalid");
  if (text.startsWith("+")) return international(text.slice(1));
  if (text.startsWith("00")) return afterExitCode(text.slice(2), picked);
  return picked === "" ? failed("phone_country_missing") : national(text, picked);
}

/** `00` leads abroad in most countries; with a picker from one where it does not, it stays unread. */
function afterExitCode(digits: string, picked: string): PhoneOutcome {
  const readable = !OTHER_EXIT_CODES.has(picked) || digits.startsWith(picked);
  return readable ? international(digits) : failed("phone_country_unclear");
}

/** E.164: at most 15 digits, no country code begins with 0; 7 is the shortest in use (Niue, Saint Helena). */
function international(digits: string): PhoneOutcome {
  if (!/^[1-9]\d{6,14}$/.test(digits)) return failed("phone_invalid");
  for (const [countryCode, { mobile, complete }] of Object.entries(NUMBERING_PLANS)) {
    if (!complete || !digits.startsWith(countryCode)) continue;
    if (!mobile.test(digits.slice(countryCode.length))) return failed("phone_invalid");
  }
  return { ok: true, phone: `+${digits}` };
}

function national(digits: string, picked: string): PhoneOutcome {
  const plan = NUMBERING_PLANS[picked];
  if (plan) return byPlan(digits, picked, plan);
  // A trunk prefix here, a digit of the number there (+39, +225); a country code here, an area there (+49).
  if (digits.startsWith("0") || digits.startsWith(picked)) return failed("phone_country_unclear");
  return international(picked + digits);
}

function byPlan(digits: string, picked: string, plan: NumberingPlan): PhoneOutcome {
  const { mobile, trunkPrefix, complete } = plan;
  const readings = [
    digits,
    ...(trunkPrefix !== undefined && digits.startsWith(trunkPrefix) ? [digits.slice(1)] : []),
    ...(digits.startsWith(picked) ? [digits.slice(picked.length)] : []),
  ].filter((reading) => mobile.test(reading));
  const [only, other] = readings;
  // An incomplete plan refuses no number: written with a plus sign it passes.
  if (only === undefined) return failed(complete ? "phone_invalid" : "phone_country_unclear");
  return other === undefined ? international(picked + only) : failed("phone_country_unclear");
}
