import type { Account } from "../account.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { nameField } from "../fields/name-field.ts";
import { passwordField } from "../fields/password-field.ts";
import { createForm } from "../form.ts";
import { linkButton } from "../parts.ts";

/**
 * `welcome`: after the first sign-in with a code, name and password, both by choice. Else the name alone.
 */
export const profileScreen = ({ name: known }: Account, welcome: boolean): Screen => (app, left) => {
  const texts = () => app.language.texts().profile;
  const optional = () => app.language.texts().field.optional;
  const name = nameField(app, known, welcome ? optional : undefined);
  const password = passwordField(app, {
    label: () => app.language.texts().field.password,
    note: optional,
    optional: true,
    autocomplete: "new-password",
  });
  return createForm(app, left, {
    title: () => welcome ? texts().title : texts().editTitle,
    ...(welcome && { lead: () => texts().lead }),
    fields: welcome ? [name, password] : [name],
    submit: () => texts().submit,
    below: h(
      "div",
      { class: "below" },
      linkButton(
        () => welcome ? texts().skip : app.language.texts().code.cancel,
        () => void app.go({ at: "home" }),
      ),
    ),
    async run() {
      const outcome = await app.auth.completeProfile({
        name: name.input.value.trim(),
        ...(password.input.value !== "" && { password: password.input.value }),
      });
      if (outcome.ok) await app.go({ at: "home", done: "profile_saved" });
      return outcome;
    },
  }).element;
};
