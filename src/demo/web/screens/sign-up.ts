import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { passwordField } from "../fields/password-field.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { linkButton } from "../parts.ts";

export const signUpScreen = ({ typed = "" }: { readonly typed?: string }): Screen => (app) => {
  const texts = () => app.language.texts().signUp;
  const phone = phoneField(app);
  const password = passwordField(app, {
    label: () => app.language.texts().field.password,
    autocomplete: "new-password",
  });
  phone.input.value = typed;
  return createForm(app, {
    title: () => texts().title,
    lead: () => texts().lead,
    fields: [phone, password],
    submit: () => texts().submit,
    below: h(
      "div",
      { class: "below" },
      h(
        "p",
        {},
        () => texts().known,
        " ",
        linkButton(() => texts().toSignIn, () => {
          void app.go({ at: "sign_in", typed: phone.input.value });
        }),
      ),
    ),
    async run() {
      const outcome = await app.auth.signUp({ ...phone.read(), password: password.input.value });
      if (!outcome.ok) return outcome;
      if (outcome.step === "signed_in") {
        await app.go({ at: "home", done: "signed_in" });
        return outcome;
      }
      app.countdown("sign_up").start();
      await app.go({ at: "code", step: { flow: "sign_up", phone: outcome.phone } });
      return outcome;
    },
  }).element;
};
