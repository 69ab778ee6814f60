import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { consentField } from "../fields/consent-field.ts";
import { passwordField } from "../fields/password-field.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { linkButton } from "../parts.ts";
import { smsState } from "../sms-state.ts";

export const signUpScreen: Screen = (app, left) => {
  const texts = () => app.language.texts().signUp;
  const sms = smsState(app, "sign_in", () => texts().submit);
  const phone = phoneField(app, {
    hint: sms.hint,
    value: app.memory.phone,
    typed: (text) => (app.memory.phone = text),
  });
  const password = passwordField(app, {
    label: () => app.language.texts().field.password,
    autocomplete: "new-password",
  });
  const consent = consentField(app);
  const toSignIn = () => app.back({ at: "sign_in" });
  return createForm(app, left, {
    title: () => texts().title,
    lead: () => texts().lead,
    fields: [phone, password, ...(consent ? [consent] : [])],
    submit: () => sms.submit(phone.number()),
    wait: () => sms.wait(phone.number()),
    slow: () => app.language.texts().slow.sending,
    below: h(
      "div",
      { class: "below" },
      h("p", {}, () => texts().known, " ", linkButton(() => texts().toSignIn, toSignIn)),
    ),
    remedy: ({ code }) =>
      code === "signup_sent_no_code" || code === "user_already_exists"
        ? { label: () => texts().signInInstead, press: toSignIn }
        : undefined,
    async run() {
      const number = phone.number();
      if (number !== undefined && sms.running(number)) {
        app.memory.passwordToSet = password.input.value;
        await app.go({ at: "code", step: { flow: "sign_up", phone: number } });
        return { ok: true };
      }
      const outcome = await app.auth.signUp({ ...phone.read(), password: password.input.value });
      if (!outcome.ok) return outcome;
      await app.go(
        outcome.step === "signed_in"
          ? { at: "home", done: "signed_in" }
          : { at: "code", step: { flow: "sign_up", phone: outcome.phone } },
      );
      return outcome;
    },
  }).element;
};
