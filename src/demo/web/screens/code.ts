import type { Screen } from "../app.ts";
import type { CodeStep } from "../code-step.ts";
import { codeTask } from "../code-tasks.ts";
import { h, relabel } from "../dom.ts";
import { codeField } from "../fields/code-field.ts";
import { createForm } from "../form.ts";
import { backButton } from "../parts.ts";
import { resendButton } from "../resend-button.ts";
import { codeFromSms } from "../web-otp.ts";

/** The one place for codes: every flow ends here with one field, one button and one wait. */
export const codeScreen = (first: CodeStep): Screen => (app, left) => {
  const texts = () => app.language.texts().code;
  let task = codeTask(app, first);
  let resent = false;
  let resending = false;
  app.pending.write(first);

  const code = codeField(app, () => form.element.requestSubmit());
  const news = h("p", { class: "news", role: "status" }, () => resent ? texts().resent : "");
  const wait = () => app.sentCodes.remainingSeconds(task.to);
  const again = resendButton(app, wait, () => void form.attempt(resend));
  const form = createForm(app, left, {
    title: () => texts().title,
    lead: () => task.lead(),
    fields: [code],
    extra: h("div", { class: "under-code" }, again, news),
    submit: () => texts().submit,
    slow: () => resending ? app.language.texts().slow.sending : app.language.texts().slow.working,
    below: h("div", { class: "below" }, backButton(() => task.back.label(), back)),
    run: verify,
  });
  void codeFromSms(left).then((found) => {
    if (found === undefined) return;
    code.input.value = found;
    form.element.requestSubmit();
  });
  return form.element;

  /** A cancelled flow leads to the account, another number to the form that it is entered in. */
  function back(): void {
    if (task.back.to.at === "home") void app.go(task.back.to);
    else app.back(task.back.to);
  }

  async function verify() {
    tell(false);
    const outcome = await task.verify(code.input.value);
    // The next digit replaces the wrong ones.
    if (!outcome.ok && outcome.problem.field === "code") code.input.select();
    return outcome;
  }

  async function resend() {
    tell(false);
    resending = true;
    const outcome = await task.resend();
    resending = false;
    if (!outcome.ok) {
      app.sentCodes.refused(task.to, outcome.problem);
      return outcome;
    }
    // What went to an e-mail address or an unknown number waits here, too.
    if (wait() === 0) app.sentCodes.sent(task.to, "password");
    task = codeTask(app, outcome.step);
    app.pending.write(outcome.step);
    code.input.value = "";
    tell(true);
    code.input.focus();
    return outcome;
  }

  function tell(sent: boolean): void {
    resent = sent;
    relabel(news);
  }
};
