import type { AccountFlows } from "./account-flows.ts";
import type { ReadPhone, TypedPhone } from "./phone-number.ts";
import type { Outcome } from "./problem.ts";
import type { SecondFactor } from "./second-factor.ts";
import type { CodePurpose, SentCodes } from "./sent-codes.ts";
import type { SignInFlows } from "./sign-in-flows.ts";

interface Flows extends SignInFlows, AccountFlows {
  readonly secondFactor: SecondFactor;
}

/** The same flows, which note every code that they ask for, every wait that they are told, and every code used. */
export function recordSentCodes(flows: Flows, readPhone: ReadPhone, codes: SentCodes): Flows {
  const { secondFactor } = flows;
  const factorPhones = new Map<string, string>();

  function note(to: string, purpose: CodePurpose, outcome: Outcome, sent = outcome.ok): void {
    if (!outcome.ok) codes.refused(to, outcome.problem);
    else if (sent) codes.sent(to, purpose);
  }
  async function asking<T extends object>(
    typed: TypedPhone,
    purpose: CodePurpose,
    call: Promise<Outcome<T>>,
    sends: (done: T) => boolean = () => true,
  ): Promise<Outcome<T>> {
    const [outcome, read] = [await call, readPhone(typed)];
    if (read.ok) note(read.phone, purpose, outcome, outcome.ok && sends(outcome));
    return outcome;
  }
  async function using<T extends object>(typed: TypedPhone, purpose: CodePurpose, call: Promise<Outcome<T>>) {
    const [outcome, read] = [await call, readPhone(typed)];
    if (outcome.ok && read.ok) codes.used(read.phone, purpose);
    return outcome;
  }
  const waits = ({ step }: { readonly step: string }) => step === "enter_code";

  return {
    ...flows,
    signUp: (input) => asking(input, "sign_in", flows.signUp(input), waits),
    requestCode: (input) => asking(input, "sign_in", flows.requestCode(input)),
    resendSignUpCode: (input) => asking(input, "sign_in", flows.resendSignUpCode(input)),
    verifyCode: (input) => using(input, "sign_in", flows.verifyCode(input)),
    changePhone: (input) => asking(input, "phone_change", flows.changePhone(input), waits),
    async resendPhoneChangeCode() {
      const outcome = await flows.resendPhoneChangeCode();
      if (outcome.ok) note(outcome.phone, "phone_change", outcome);
      return outcome;
    },
    verifyPhoneChange: (input) => using(input, "phone_change", flows.verifyPhoneChange(input)),
    async requestPasswordChangeCode() {
      const outcome = await flows.requestPasswordChangeCode();
      if (outcome.ok && outcome.phone !== undefined) note(outcome.phone, "password", outcome);
      return outcome;
    },
    async changePassword(input) {
      const outcome = await flows.changePassword(input);
      const phone = outcome.ok && input.code !== undefined ? outcome.user.phone : undefined;
      if (phone) codes.used(phone, "password");
      return outcome;
    },
    secondFactor: {
      ...secondFactor,
      async status() {
        const outcome = await secondFactor.status();
        for (const { factorId, phone } of outcome.ok ? outcome.factors : []) {
          if (phone !== undefined) factorPhones.set(factorId, phone);
        }
        return outcome;
      },
      async enroll(input) {
        const outcome = await secondFactor.enroll(input);
        if (outcome.ok) factorPhones.set(outcome.factorId, outcome.phone);
        return outcome;
      },
      async challenge(input) {
        const outcome = await secondFactor.challenge(input);
        const phone = factorPhones.get(input.factorId);
        if (phone !== undefined) note(phone, "second_factor", outcome);
        return outcome;
      },
      async verify(input) {
        const outcome = await secondFactor.verify(input);
        const phone = factorPhones.get(input.factorId);
        if (outcome.ok && phone !== undefined) codes.used(phone, "second_factor");
        return outcome;
      },
    },
  };
}
