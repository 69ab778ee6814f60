import type { App } from "./app.ts";
import { h, newId } from "./dom.ts";
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
  const problem = h("p", { class: "problem", role: "alert" });
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
  input.addEventListener("input", () => problem.replaceChildren());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await app.api.person(input.value);
    if (!answer.ok) {
      problem.textContent = answer.problem?.[app.state().speech.language] ?? app.texts().lost;
      return input.focus();
    }
    input.value = "";
    problem.replaceChildren();
    app.set({ person: answer.value });
  });
  return form;
}
