import { problem } from "../../../client/index.ts";
import type { Account } from "../account.ts";
import type { Screen } from "../app.ts";
import { h } from "../dom.ts";
import { passwordField } from "../fields/password-field.ts";
import { createForm } from "../form.ts";
import { backButton, linkButton } from "../parts.ts";

/**
 * Asks for the current password and for a code only when Auth does. `newPassword` is the end of a forgotten one: who
 * comes here has just been through a code.
 */
export const changePasswordScreen = (
  { phone }: Account,
  kind: "changePassword" | "newPassword",
): Screen =>
(app, left) => {
  const texts = () => app.language.texts()[kind];
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
  const number = `+${phone}`;
  let needsCode = false;
  const running = () => app.sentCodes.running(number, "password");
  const wait = () => needsCode && !running() ? app.sentCodes.remainingSeconds(number) : 0;
  const home = () => void app.go({ at: "home" });

  return createForm(app, left, {
    title: () => texts().title,
    lead: () => texts().lead,
    fields: [next, current],
    submit: () => texts().submit,
    wait,
    below: h(
      "div",
      { class: "below" },
      kind === "newPassword"
        ? linkButton(() => app.language.texts().profile.skip, home)
        : backButton(() => app.language.texts().code.cancel, home),
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
      needsCode = true;
      const seconds = wait();
      // Refused by the provider without a reason that Auth would let through: not even asked.
      if (seconds > 0) return { ok: false, problem: problem("over_sms_send_rate_limit", { seconds }) };
      const step = { flow: "password", ...given, sentTo: "phone", phone } as const;
      if (running()) {
        await app.go({ at: "code", step });
        return { ok: true };
      }
      const sent = await app.auth.requestPasswordChangeCode();
      if (sent.ok) await app.go({ at: "code", step: { ...step, sentTo: sent.sentTo } });
      return sent;
    },
  }).element;
};
