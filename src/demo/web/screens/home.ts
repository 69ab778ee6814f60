import type { PhoneFactor } from "../../../client/index.ts";
import type { App, Done, Screen } from "../app.ts";
import type { Account } from "../account.ts";
import { h } from "../dom.ts";
import { createForm } from "../form.ts";
import { icon } from "../icons.ts";
import { row } from "../parts.ts";
import { showPhone } from "../show-phone.ts";
import { accountDetails } from "./account-details.ts";

/** Who is signed in, and everything that can be changed about it. */
export const homeScreen = (account: Account, done?: Done): Screen => (app, left) => {
  const { name, guest } = account;
  const texts = () => app.language.texts().home;
  const form = createForm(app, left, {
    title: () => name ? texts().greeting(name) : guest ? texts().guest : texts().title,
    ...(guest && { lead: () => texts().guestLead }),
    intro: h(
      "div",
      { class: "stack" },
      done ? h("p", { class: "done" }, icon("check"), () => app.language.texts().done[done]) : null,
      rows(app, account),
      accountDetails(app, account),
    ),
    fields: [],
    submit: () => texts().signOut,
    look: "quiet",
    // The page hears of it as of one in another tab, and goes to the sign-in.
    run: () => app.auth.signOut(),
  });
  form.element.classList.add("home");
  form.element.prepend(avatar(name));
  return form.element;
};

function avatar(name: string): HTMLElement {
  const initial = [...name][0];
  return h("div", { class: "avatar", "aria-hidden": "true" }, initial?.toUpperCase() ?? icon("user"));
}

function rows(app: App, { name, phone, guest, factor }: Account): HTMLElement {
  const texts = () => app.language.texts().home;
  return h(
    "ul",
    { class: "rows" },
    row({
      icon: "user",
      label: () => texts().name,
      value: () => name || texts().add,
      press: () => void app.go({ at: "profile" }),
    }),
    row({
      icon: "phone",
      label: () => texts().phone,
      value: () => phone ? showPhone(phone) : texts().add,
      press: () => void app.go({ at: "change_phone" }),
    }),
    // Auth lets a guest have a password only together with a number.
    guest ? null : row({
      icon: "lock",
      label: () => texts().password,
      value: () => texts().change,
      press: () => void app.go({ at: "change_password" }),
    }),
    row({
      icon: "shield",
      label: () => texts().factor,
      value: () => factor ? lastDigits(factor) || texts().on : texts().off,
      press: () => void app.go({ at: factor ? "remove_factor" : "add_factor" }),
    }),
  );
}

/** Of the number, which the row has no room for. */
function lastDigits({ phone, name }: PhoneFactor): string {
  const digits = /\d{4}$/.exec(phone ?? name ?? "")?.[0];
  return digits === undefined ? "" : `••• ${digits}`;
}
