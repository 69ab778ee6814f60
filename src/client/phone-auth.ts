import { type AccountFlows, createAccountFlows } from "./account-flows.ts";
import type { AuthHolder } from "./auth-call.ts";
import type { NumberingPlan } from "./numbering-plans.ts";
import { MAINLAND_ONLY, normalizePhone, type PhoneOutcome, type ReadPhone } from "./phone-number.ts";
import { recordSentCodes } from "./record-sent-codes.ts";
import { createSecondFactor, type SecondFactor } from "./second-factor.ts";
import type { SentCodes } from "./sent-codes.ts";
import { createSignInFlows, type SignInFlows } from "./sign-in-flows.ts";

export interface PhoneAuthOptions {
  /**
   * The countries whose numbers the app takes, by the plans of `numbering-plans.ts`: `[plan86, plan852]`.
   * Without it the mainland alone, so that an app carries no plan that it does not use.
   */
  readonly countries?: readonly NumberingPlan[];
  /** What the country picker shows when a call names no `countryCode`: `"86"`. Without it `+…` is needed. */
  readonly countryCode?: string;
  /**
   * In place of `normalizePhone`, for instance where users were registered with bare mainland numbers
   * (the hook's `SMS_BARE_NUMBERS=CN`): Auth finds a user by exactly the digits that registered it.
   */
  readonly normalize?: (typed: string, countryCode: string | undefined) => PhoneOutcome;
  /** Told of every code that is asked for, so that no button offers what would be refused. */
  readonly sentCodes?: SentCodes;
}

export interface PhoneAuth extends SignInFlows, AccountFlows {
  readonly secondFactor: SecondFactor;
}

/**
 * Phone sign-in on a supabase-js client of the app's own. Every step resolves to `{ ok: true, … }` or
 * `{ ok: false, problem }` and never rejects, also for a client with `throwOnError`.
 * @throws {Error} If `countryCode` is not among `countries`.
 */
export function createPhoneAuth(supabase: AuthHolder, options: PhoneAuthOptions = {}): PhoneAuth {
  assertOffered(options);
  const { countries = MAINLAND_ONLY } = options;
  const normalize = options.normalize ?? ((typed, picked) => normalizePhone(typed, picked, countries));
  const readPhone: ReadPhone = ({ phone, countryCode }) =>
    normalize(phone, countryCode ?? options.countryCode);
  const flows = {
    ...createSignInFlows(supabase.auth, readPhone),
    ...createAccountFlows(supabase.auth, readPhone),
    secondFactor: createSecondFactor(supabase.auth.mfa, readPhone),
  };
  return options.sentCodes ? recordSentCodes(flows, readPhone, options.sentCodes) : flows;
}

function assertOffered({ countryCode, countries = MAINLAND_ONLY, normalize }: PhoneAuthOptions): void {
  if (countryCode === undefined || normalize) return;
  const digits = countryCode.replace(/^\+/, "");
  if (countries.some((plan) => plan.countryCode === digits)) return;
  throw new Error(`Cannot read numbers of +${digits}: add plan${digits} to the option "countries"`);
}
