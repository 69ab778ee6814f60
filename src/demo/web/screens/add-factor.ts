import { normalizePhone } from "../../../client/index.ts";
import type { Account } from "../account.ts";
import type { App, Screen } from "../app.ts";
import { PLANS } from "../countries.ts";
import { h } from "../dom.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";
import { maskPhone, showPhone } from "../show-phone.ts";

/** A phone as second factor: registered under a name, then confirmed with a first code. */
export const addFactorScreen = (account: Account): Screen => (app) => {
  const texts = () => app.language.texts().factor;
  const phone = phoneField(app);
  phone.input.value = account.phone && showPhone(account.phone);
  return createForm(app, {
    title: () => texts().title,
    lead: () => texts().lead,
    fields: [phone],
    submit: () => texts().submit,
    below: h(
      "div",
      { class: "below" },
      backButton(() => app.language.texts().code.cancel, () => void app.go({ at: "home" })),
    ),
    async run() {
      const typed = phone.read();
      const read = normalizePhone(typed.phone, typed.countryCode, PLANS);
      if (!read.ok) return read;
      // An enrolment that nobody confirmed still holds its name and counts.
      for (const { factorId, verified } of account.factors) {
        if (!verified) await app.auth.secondFactor.unenroll({ factorId });
      }
      const enrolled = await app.auth.secondFactor.enroll({ phone: read.phone, name: maskPhone(read.phone) });
      return enrolled.ok ? await challenge(app, enrolled.factorId, true) : enrolled;
    },
  }).element;
};

/** Sends the code of a second step and goes to where it is entered. */
export async function challenge(app: App, factorId: string, enrolling: boolean) {
  const sent = await app.auth.secondFactor.challenge({ factorId });
  const countdown = app.countdown("second_factor");
  if (!sent.ok) {
    countdown.startFrom(sent.problem);
    return sent;
  }
  countdown.start();
  const { challengeId } = sent;
  await app.go({ at: "code", step: { flow: "second_factor", factorId, challengeId, enrolling } });
  return sent;
}
