import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";
import { smsState } from "../sms-state.ts";

/** Forgotten: in by a code, then a new password. It makes no account of a number that has none. */
export const resetPasswordScreen: Screen = (app, left) => {
  const texts = () => app.language.texts().resetPassword;
  const sms = smsState(app, "sign_in", () => app.language.texts().signIn.sendCode);
  const phone = phoneField(app, {
    hint: sms.hint,
    value: app.memory.phone,
    typed: (text) => (app.memory.phone = text),
  });
  return createForm(app, left, {
    title: () => texts().title,
    lead: () => texts().lead,
    fields: [phone],
    submit: () => sms.submit(phone.number()),
    wait: () => sms.wait(phone.number()),
    slow: () => app.language.texts().slow.sending,
    below: h(
      "div",
      { class: "below" },
      backButton(() => texts().back, () => app.back({ at: "sign_in" })),
    ),
    remedy: ({ code }) =>
      code === "otp_disabled"
        ? { label: () => app.language.texts().signIn.toSignUp, press: () => void app.go({ at: "sign_up" }) }
        : undefined,
    async run() {
      const running = phone.number();
      if (running !== undefined && sms.running(running)) {
        await app.go({ at: "code", step: { flow: "reset_password", phone: running } });
        return { ok: true };
      }
      const outcome = await app.auth.requestCode({ ...phone.read(), createUser: false });
      if (outcome.ok) await app.go({ at: "code", step: { flow: "reset_password", phone: outcome.phone } });
      return outcome;
    },
  }).element;
};
