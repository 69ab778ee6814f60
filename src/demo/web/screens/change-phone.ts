import type { Account } from "../account.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";
import { smsState } from "../sms-state.ts";

/** Another number, or the first one of a guest or of somebody who came by e-mail. */
export const changePhoneScreen = ({ phone: current }: Account): Screen => (app, left) => {
  const texts = () => app.language.texts().changePhone;
  const sms = smsState(app, "phone_change", () => texts().submit);
  const step = app.pending.read();
  const phone = phoneField(app, {
    hint: sms.hint,
    ...(step?.flow === "phone_change" && { value: step.phone }),
  });
  return createForm(app, left, {
    title: () => current ? texts().title : texts().addTitle,
    lead: () => texts().lead,
    fields: [phone],
    submit: () => sms.submit(phone.number()),
    wait: () => sms.wait(phone.number()),
    slow: () => app.language.texts().slow.sending,
    below: h(
      "div",
      { class: "below" },
      backButton(() => app.language.texts().code.cancel, () => void app.go({ at: "home" })),
    ),
    async run() {
      const number = phone.number();
      if (number !== undefined && sms.running(number)) {
        await app.go({ at: "code", step: { flow: "phone_change", phone: number } });
        return { ok: true };
      }
      const outcome = await app.auth.changePhone(phone.read());
      if (!outcome.ok) return outcome;
      await app.go(
        outcome.step === "changed"
          ? { at: "home", done: "phone_changed" }
          : { at: "code", step: { flow: "phone_change", phone: outcome.phone } },
      );
      return outcome;
    },
  }).element;
};
