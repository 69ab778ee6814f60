import type { Account } from "../account.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { passwordField } from "../fields/password-field.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";

/** Asks for the current password and for a code only when Auth does. */
export const changePasswordScreen = ({ phone }: Account): Screen => (app) => {
  const texts = () => app.language.texts().changePassword;
  const current = {
    ...passwordField(app, {
      label: () => app.language.texts().field.currentPassword,
      autocomplete: "current-password",
    }),
    current: true,
  };
  const next = passwordField(app, {
    label: () => app.language.texts().field.newPassword,
    autocomplete: "new-password",
  });
  current.element.hidden = true;
  return createForm(app, {
    title: () => texts().title,
    lead: () => texts().lead,
    fields: [next, current],
    submit: () => texts().submit,
    below: h(
      "div",
      { class: "below" },
      backButton(() => app.language.texts().code.cancel, () => void app.go({ at: "home" })),
    ),
    async run() {
      const given = {
        newPassword: next.input.value,
        ...(current.input.value !== "" && { currentPassword: current.input.value }),
      };
      const outcome = await app.auth.changePassword(given);
      if (outcome.ok) {
        await app.go({ at: "home", done: "password_changed" });
        return outcome;
      }
      if (outcome.problem.code === "current_password_required") current.element.hidden = false;
      if (outcome.problem.code !== "reauthentication_needed") return outcome;
      const sent = await app.auth.requestPasswordChangeCode();
      if (!sent.ok) return sent;
      app.countdown("password").start();
      await app.go({ at: "code", step: { flow: "password", ...given, sentTo: sent.sentTo, phone } });
      return sent;
    },
  }).element;
};
