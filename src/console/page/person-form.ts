import type { Failure } from "./api.ts";
import type { App } from "./app.ts";
import { h, newId, relabel } from "./dom.ts";
import { icon } from "./icons.ts";

/** The number is sent in a body, and leaves the field as soon as its requests are shown. */
export function personForm(app: App): HTMLElement {
  const texts = () => app.texts().requests;
  const id = newId("phone");
  const input = h("input", {
    id,
    class: "input",
    type: "tel",
    inputmode: "tel",
    autocomplete: "off",
    spellcheck: "false",
  });
  let failed: Failure | undefined;
  const problem = h(
    "p",
    { class: "problem", role: "alert" },
    () => failed ? failed.problem?.[app.state().speech.language] ?? app.texts().lost : "",
  );
  function say(failure: Failure | undefined): void {
    failed = failure;
    relabel(problem);
  }
  const form = h(
    "form",
    { class: "person", "aria-label": () => texts().find, novalidate: true },
    h("label", { for: id }, () => texts().phone),
    h(
      "div",
      { class: "together" },
      h("div", { class: "box" }, icon("search"), input),
      h("button", { type: "submit", class: "plain" }, () => texts().search),
    ),
    h("p", { class: "hint" }, () => texts().hashed),
    problem,
  );
  input.addEventListener("input", () => say(undefined));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await app.api.person(input.value);
    if (!answer.ok) {
      say(answer);
      return input.focus();
    }
    input.value = "";
    say(undefined);
    app.set({ person: answer.value });
  });
  return form;
}
