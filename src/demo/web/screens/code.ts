import type { CodeStep, Screen } from "../app.ts";
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
  const countdown = app.countdown(first.flow);
  let task = codeTask(app, first);
  let resent = false;
  if (first.flow !== "password") app.pending.write(first);

  const code = codeField(app);
  const news = h("p", { class: "news", role: "status" }, () => resent ? texts().resent : "");
  const again = resendButton(app, countdown, left, () => void form.attempt(resend));
  const form = createForm(app, {
    title: () => texts().title,
    lead: () => task.lead(),
    fields: [code],
    extra: h("div", { class: "under-code" }, again, news),
    submit: () => texts().submit,
    below: h("div", { class: "below" }, backButton(() => task.back.label(), () => void app.go(task.back.to))),
    run: () => verify(code.input.value),
  });
  void codeFromSms(left).then((found) => {
    if (found === undefined) return;
    code.input.value = found;
    void form.attempt(() => verify(found));
  });
  return form.element;

  async function verify(typed: string) {
    tell(false);
    return await task.verify(typed);
  }

  async function resend() {
    tell(false);
    const outcome = await task.resend();
    if (!outcome.ok) {
      countdown.startFrom(outcome.problem);
      return outcome;
    }
    countdown.start();
    task = codeTask(app, outcome.step);
    if (outcome.step.flow !== "password") app.pending.write(outcome.step);
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
