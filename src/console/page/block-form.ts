import type { App } from "./app.ts";
import { h, newId, type Text } from "./dom.ts";

/** In hours; null is until it is lifted. */
export const LASTING: readonly (number | null)[] = [1, 6, 24, 168, null];

export function lastingText(app: App, hours: number | null): string {
  const texts = app.texts().controls;
  if (hours === null) return texts.forEver;
  return hours === 24 ? texts.day : hours === 168 ? texts.week : texts.hours(hours);
}

/** What to block; the dialog asks for how long and why. */
export function blockForm(app: App): HTMLElement {
  const texts = () => app.texts().controls;
  const subject = h("input", {
    class: "input",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    maxlength: "20",
  });
  const form = h(
    "form",
    { class: "block", "aria-label": () => texts().block, novalidate: true },
    h(
      "div",
      { class: "together" },
      labelled(() => texts().subject, subject, () => texts().subjectHint),
      h("button", { type: "submit", class: "plain" }, () => texts().submitBlock),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (subject.value.trim() === "") return subject.focus();
    app.confirm({ act: "block", subject: subject.value.trim(), hours: 24, reason: "" });
    subject.value = "";
  });
  return form;
}

export function labelled(label: Text, input: HTMLElement, hint?: Text): HTMLElement {
  input.id = newId("field");
  return h(
    "div",
    { class: "labelled" },
    h("label", { for: input.id }, label, hint ? h("span", { class: "hint" }, hint) : null),
    h("div", { class: "box" }, input),
  );
}
