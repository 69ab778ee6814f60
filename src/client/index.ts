/**
 * Phone sign-in for front ends on supabase-js. Import it from the npm package (`…/client`), or copy what
 * `npm run build:client` writes to `dist/client`, or this folder where the app allows `.ts` in imports. It needs supabase-js 2.45.3 or newer: older ones lose
 * the number of a second factor. Not 2.108.2–2.112.0, whose auth-js drops the text of every HTTP 5xx
 * (supabase/supabase-js#2585), and with it the reason that Auth ≤ 2.186 gives.
 */
export { createPhoneAuth, type PhoneAuth, type PhoneAuthOptions } from "./phone-auth.ts";
export type { SignInFlows, SignUpStep } from "./sign-in-flows.ts";
export type { AccountFlows, PhoneChangeStep } from "./account-flows.ts";
export type { PhoneFactor, SecondFactor } from "./second-factor.ts";
export type { AuthHolder } from "./auth-call.ts";

export { explainSmsError, type Explanation, problemOf } from "./explain-sms-error.ts";
export { type Outcome, problem, type SmsProblem } from "./problem.ts";
export type { Field, ProblemCode } from "./problem-codes.ts";
export { type Actor, type Reason, REASONS } from "./reasons.ts";
export { type Language, languageOf } from "./language.ts";

export {
  type CountdownOptions,
  type CountdownStorage,
  createResendCountdown,
  type ResendCountdown,
} from "./resend-countdown.ts";
export { type CodePurpose, createSentCodes, type SentCodes, type SentCodesOptions } from "./sent-codes.ts";
export { resendLabel, shortWait, waitPhrase } from "./wait.ts";

export { normalizePhone, type PhoneOutcome, type TypedPhone } from "./phone-number.ts";
export * from "./numbering-plans.ts";
export { normalizeCode } from "./one-time-code.ts";
