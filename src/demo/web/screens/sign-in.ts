import { problemOf } from "../../../client/index.ts";
import type { App, Route, Screen } from "../app.ts";
import { h, relabel } from "../dom.ts";
import { passwordField } from "../fields/password-field.ts";
import { phoneField } from "../fields/phone-field.ts";
import { createForm } from "../form.ts";
import { linkButton } from "../parts.ts";
import { segments } from "../segments.ts";

type SignInRoute = Extract<Route, { at: "sign_in" }>;

export const signInScreen = ({ typed = "", problem }: Omit<SignInRoute, "at">): Screen => (app) => {
  const texts = () => app.language.texts().signIn;
  const phone = phoneField(app);
  const password = passwordField(app, {
    label: () => app.language.texts().field.password,
    autocomplete: "current-password",
  });
  let byPassword = false;
  const ways = segments(() => texts().ways, [
    { value: "code", label: () => texts().byCode },
    { value: "password", label: () => texts().byPassword },
  ], (value) => choose(value === "password"));

  const form = createForm(app, {
    title: () => texts().title,
    lead: () => byPassword ? texts().leadByPassword : texts().leadByCode,
    intro: ways,
    fields: [phone, password],
    submit: () => byPassword ? texts().submit : texts().sendCode,
    below: h(
      "div",
      { class: "below" },
      h("p", {}, () => texts().new, " ", linkButton(() => texts().toSignUp, toSignUp)),
      app.facts.guests ? h("p", {}, linkButton(() => texts().guest, asGuest)) : null,
    ),
    run: () => byPassword ? signIn() : sendCode(),
  });
  phone.input.value = typed;
  choose(false);
  form.show(problem);
  return form.element;

  function choose(password_: boolean): void {
    byPassword = password_;
    password.element.hidden = !byPassword;
    form.show(undefined);
    relabel(form.element);
  }

  async function sendCode() {
    const outcome = await app.auth.requestCode(phone.read());
    if (!outcome.ok) return outcome;
    app.countdown("sign_in").start();
    await app.go({ at: "code", step: { flow: "sign_in", phone: outcome.phone } });
    return outcome;
  }

  async function signIn() {
    const outcome = await app.auth.signInWithPassword({ ...phone.read(), password: password.input.value });
    if (outcome.ok) await app.go({ at: "home", done: "signed_in" });
    return outcome;
  }

  function toSignUp(): void {
    void app.go({ at: "sign_up", typed: phone.input.value });
  }

  function asGuest(): void {
    void form.attempt(() => enterAsGuest(app));
  }
};

/** A user without a number, who may add one later; only where the project allows it. */
async function enterAsGuest(app: App) {
  const { error } = await app.supabase.auth.signInAnonymously();
  if (error) return { ok: false as const, problem: problemOf(error) };
  await app.go({ at: "home" });
  return { ok: true as const };
}
