import type { Account } from "../account.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";

/** Another number, or the first one of a guest or of somebody who came by e-mail. */
export const changePhoneScreen = ({ phone: current }: Account): Screen => (app) => {
  const texts = () => app.language.texts().changePhone;
  const phone = phoneField(app);
  return createForm(app, {
    title: () => current ? texts().title : texts().addTitle,
    lead: () => texts().lead,
    fields: [phone],
    submit: () => texts().submit,
    below: h(
      "div",
      { class: "below" },
      backButton(() => app.language.texts().code.cancel, () => void app.go({ at: "home" })),
    ),
    async run() {
      const outcome = await app.auth.changePhone(phone.read());
      if (!outcome.ok) return outcome;
      if (outcome.step === "changed") {
        await app.go({ at: "home", done: "phone_changed" });
        return outcome;
      }
      app.countdown("phone_change").start();
      await app.go({ at: "code", step: { flow: "phone_change", phone: outcome.phone } });
      return outcome;
    },
  }).element;
};
