import { normalizePhone } from "../../../client/index.ts";
import type { Account } from "../account.ts";
import type { App, Screen } from "../app.ts";
import type { CodeStep } from "../code-step.ts";
import { h } from "../dom.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";
import { maskPhone, showPhone } from "../show-phone.ts";
import { smsState } from "../sms-state.ts";

type FactorStep = Extract<CodeStep, { flow: "second_factor" }>;

/** A phone as second factor: registered under a name, then confirmed with a first code. */
export const addFactorScreen = (account: Account): Screen => (app, left) => {
  const texts = () => app.language.texts().factor;
  const sms = smsState(app, "second_factor", () => texts().submit);
  const phone = phoneField(app, {
    hint(number) {
      const own = number === `+${account.phone}` ? texts().own : "";
      return [own, sms.hint(number)].filter((text) => text !== "").join("\n");
    },
  });
  // Whose code runs in another tab has no challenge here to enter it for.
  const resumed = () => sms.running(phone.number()) ? pendingFor(app, phone.number()) : undefined;
  return createForm(app, left, {
    title: () => texts().title,
    lead: () => account.phone ? texts().leadOther(showPhone(account.phone)) : texts().lead,
    fields: [phone],
    submit: () => resumed() ? sms.submit(phone.number()) : texts().submit,
    wait: () => resumed() ? 0 : app.sentCodes.remainingSeconds(phone.number() ?? ""),
    slow: () => app.language.texts().slow.sending,
    below: h(
      "div",
      { class: "below" },
      backButton(() => app.language.texts().code.cancel, () => void app.go({ at: "home" })),
    ),
    async run() {
      const step = resumed();
      if (step) {
        await app.go({ at: "code", step });
        return { ok: true };
      }
      const typed = phone.read();
      const read = normalizePhone(typed.phone, typed.countryCode, app.plans);
      if (!read.ok) return read;
      // An enrolment that nobody confirmed still holds its name and counts.
      for (const { factorId, verified } of account.factors) {
        if (!verified) await app.auth.secondFactor.unenroll({ factorId });
      }
      const enrolled = await app.auth.secondFactor.enroll({ phone: read.phone, name: maskPhone(read.phone) });
      if (!enrolled.ok) return enrolled;
      return await challenge(app, { ...enrolled, next: "factor_added" });
    },
  }).element;
};

/** The code that this tab waits for, where it is one for this number. */
export function pendingFor(app: App, phone: string | undefined): FactorStep | undefined {
  const step = app.pending.read();
  return step?.flow === "second_factor" && step.phone === phone ? step : undefined;
}

/** Sends the code of a second step and goes to where it is entered. */
export async function challenge(
  app: App,
  { factorId, phone, next }: Pick<FactorStep, "factorId" | "phone" | "next">,
) {
  const sent = await app.auth.secondFactor.challenge({ factorId });
  if (!sent.ok) return sent;
  const { challengeId } = sent;
  const step = { flow: "second_factor", factorId, challengeId, next, ...(phone && { phone }) } as const;
  await app.go({ at: "code", step });
  return sent;
}
