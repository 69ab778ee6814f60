import { problemOf, type SmsProblem } from "../../../client/index.ts";
import type { App, Screen } from "../app.ts";
import { h, relabel } from "../dom.ts";
import { consentField } from "../fields/consent-field.ts";
import { passwordField } from "../fields/password-field.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { linkButton } from "../parts.ts";
import { segments } from "../segments.ts";
import { smsState } from "../sms-state.ts";

export const signInScreen = ({ problem }: { readonly problem?: SmsProblem }): Screen => (app, left) => {
  const texts = () => app.language.texts().signIn;
  let byPassword = false;
  const sms = smsState(app, "sign_in", () => texts().sendCode);
  const phone = phoneField(app, {
    hint: (number) => byPassword ? "" : sms.hint(number),
    value: app.memory.phone,
    typed: (text) => (app.memory.phone = text),
  });
  const password = passwordField(app, {
    label: () => app.language.texts().field.password,
    autocomplete: "current-password",
  });
  const consent = consentField(app);
  const forgot = h(
    "div",
    { class: "under-field" },
    linkButton(() => texts().forgot, () => void app.go({ at: "reset_password" })),
  );
  const ways = segments(() => texts().ways, [
    { value: "code", label: () => texts().byCode },
    { value: "password", label: () => texts().byPassword },
  ], (value) => choose(value === "password"));

  const form = createForm(app, left, {
    title: () => texts().title,
    lead: () => byPassword ? texts().leadByPassword : texts().leadByCode,
    intro: ways.element,
    fields: [phone, password, ...(consent ? [consent] : [])],
    submit: () => byPassword ? texts().submit : sms.submit(phone.number()),
    wait: () => byPassword ? 0 : sms.wait(phone.number()),
    slow: () => byPassword ? app.language.texts().slow.working : app.language.texts().slow.sending,
    below: h(
      "div",
      { class: "below" },
      h("p", {}, () => texts().new, " ", linkButton(() => texts().toSignUp, toSignUp)),
      app.facts.guests ? h("p", {}, linkButton(() => texts().guest, asGuest)) : null,
    ),
    remedy: ({ code }) =>
      code === "invalid_credentials" || code === "phone_not_confirmed"
        ? { label: () => texts().withCode, press: byCode }
        : undefined,
    run: () => byPassword ? signIn() : sendCode(),
  });
  password.element.append(forgot);
  choose(false);
  form.show(problem);
  return form.element;

  function choose(password_: boolean): void {
    byPassword = password_;
    password.element.hidden = !byPassword;
    form.show(undefined);
    relabel(form.element);
  }

  function byCode(): void {
    ways.choose("code");
    form.element.requestSubmit();
  }

  async function sendCode() {
    const number = phone.number();
    if (number !== undefined && sms.running(number)) {
      await app.go({ at: "code", step: { flow: "sign_in", phone: number } });
      return { ok: true as const };
    }
    const outcome = await app.auth.requestCode(phone.read());
    if (outcome.ok) await app.go({ at: "code", step: { flow: "sign_in", phone: outcome.phone } });
    return outcome;
  }

  async function signIn() {
    const outcome = await app.auth.signInWithPassword({ ...phone.read(), password: password.input.value });
    if (!outcome.ok) return outcome;
    app.memory.phone = "";
    await app.go({ at: "home", done: "signed_in" });
    return outcome;
  }

  function toSignUp(): void {
    void app.go({ at: "sign_up" });
  }

  function asGuest(): void {
    void form.attempt(() => enterAsGuest(app), consent ? [consent] : []);
  }
};

/** A user without a number, who may add one later; only where the project allows it. */
async function enterAsGuest(app: App) {
  const { error } = await app.supabase.auth.signInAnonymously();
  if (error) return { ok: false as const, problem: problemOf(error) };
  await app.go({ at: "home" });
  return { ok: true as const };
}
