import { type AccountFlows, createAccountFlows } from "./account-flows.ts";
import type { AuthHolder } from "./auth-call.ts";
import { normalizePhone, type PhoneOutcome } from "./phone-number.ts";
import { createSecondFactor, type SecondFactor } from "./second-factor.ts";
import { createSignInFlows, type SignInFlows } from "./sign-in-flows.ts";
import type { ReadPhone } from "./typed-phone.ts";

export interface PhoneAuthOptions {
  /** What the country picker shows when a call names no `countryCode`: `"86"`. Without it `+…` is needed. */
  readonly countryCode?: string;
  /**
   * In place of `normalizePhone`, for instance where users were registered with bare mainland numbers
   * (the hook's `SMS_BARE_NUMBERS=CN`): Auth finds a user by exactly the digits that registered it.
   */
  readonly normalize?: (typed: string, countryCode: string | undefined) => PhoneOutcome;
}

export interface PhoneAuth extends SignInFlows, AccountFlows {
  readonly secondFactor: SecondFactor;
}

/**
 * Phone sign-in on a supabase-js client of the app's own. Every step resolves to `{ ok: true, … }` or
 * `{ ok: false, problem }` and never rejects, also for a client with `throwOnError`.
 */
export function createPhoneAuth(supabase: AuthHolder, options: PhoneAuthOptions = {}): PhoneAuth {
  const { normalize = normalizePhone } = options;
  const readPhone: ReadPhone = ({ phone, countryCode }) =>
    normalize(phone, countryCode ?? options.countryCode);
  return {
    ...createSignInFlows(supabase.auth, readPhone),
    ...createAccountFlows(supabase.auth, readPhone),
    secondFactor: createSecondFactor(supabase.auth.mfa, readPhone),
  };
}
