import { readSubject } from "../block-subject.ts";
import type { Sentence } from "../wire.ts";
import type { App } from "./app.ts";
import { h, newId, relabel, type Text } from "./dom.ts";

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
  let wrong: Sentence | undefined;
  const problem = h(
    "p",
    { class: "problem", role: "alert" },
    () => wrong?.[app.state().speech.language] ?? "",
  );
  function say(sentence: Sentence | undefined): void {
    wrong = sentence;
    relabel(problem);
    if (wrong) subject.setAttribute("aria-invalid", "true");
    else subject.removeAttribute("aria-invalid");
  }
  /** @returns undefined where there is nothing to block, which is said unless nothing is typed */
  function read(): string | undefined {
    if (subject.value.trim() === "") return void say(undefined);
    const wanted = readSubject(subject.value);
    say(wanted.ok ? undefined : wanted.error);
    return wanted.ok ? wanted.value : undefined;
  }
  const form = h(
    "form",
    { class: "block", "aria-label": () => texts().block, novalidate: true },
    h(
      "div",
      { class: "together" },
      labelled(() => texts().subject, subject, () => texts().subjectHint),
      h("button", { type: "submit", class: "plain" }, () => texts().submitBlock),
    ),
    problem,
  );
  subject.addEventListener("change", read);
  subject.addEventListener("input", () => wrong && read());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = read();
    if (wanted === undefined) return subject.focus();
    app.confirm({ act: "block", subject: wanted, hours: 24, reason: "" }, () => subject.value = "");
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
