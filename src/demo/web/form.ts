import { type Outcome, problemOf, type SmsProblem } from "../../client/index.ts";
import type { App } from "./app.ts";
import { type Child, h, newId, relabel, type Text } from "./dom.ts";
import type { Field } from "./fields/field.ts";
import { icon } from "./icons.ts";

export interface FormParts {
  readonly title: Text;
  readonly lead?: Text;
  /** Between lead and fields. */
  readonly intro?: Child;
  readonly fields: readonly Field[];
  /** Between the fields and the button. */
  readonly extra?: Child;
  readonly submit: Text;
  readonly look?: "danger" | "quiet";
  readonly below?: Child;
  /** Navigates itself when it succeeds. */
  readonly run: () => Promise<Outcome>;
}

export interface Form {
  readonly element: HTMLFormElement;
  show(problem: SmsProblem | undefined): void;
  /** Does it outside of a submit as well, with the same care for errors; `false` while it is busy. */
  attempt(run: () => Promise<Outcome>): Promise<boolean>;
}

export function createForm(app: App, parts: FormParts): Form {
  const { fields } = parts;
  const problem = problemLine(app);
  const button = h(
    "button",
    { type: "submit", class: `button ${parts.look ?? ""}` },
    h("span", { class: "button-text" }, parts.submit),
    h("span", { class: "spinner", "aria-hidden": "true" }),
  );
  const titleId = newId("title");
  const element = h(
    "form",
    { class: "form", novalidate: true, "aria-labelledby": titleId },
    h("h1", { id: titleId, tabindex: "-1" }, parts.title),
    parts.lead ? h("p", { class: "lead" }, parts.lead) : null,
    parts.intro ?? null,
    ...fields.map((field) => field.element),
    parts.extra ?? null,
    problem.element,
    button,
    parts.below ?? null,
  );
  let busy = false;

  function show(found: SmsProblem | undefined): void {
    problem.show(found);
    for (const { input, ...field } of fields) {
      const blamed = found !== undefined && isBlamed(field, found);
      input.setAttribute("aria-invalid", String(blamed));
      if (blamed) input.setAttribute("aria-describedby", problem.element.id);
      else input.removeAttribute("aria-describedby");
    }
  }

  function pend(pending: boolean): void {
    busy = pending;
    button.disabled = pending;
    element.ariaBusy = String(pending);
    for (const { input } of fields) input.readOnly = pending;
  }

  async function attempt(run: () => Promise<Outcome>): Promise<boolean> {
    if (busy) return false;
    show(undefined);
    pend(true);
    const outcome = await run().catch((error: unknown) => ({
      ok: false as const,
      problem: problemOf(error),
    }));
    pend(false);
    if (outcome.ok) return true;
    if (outcome.problem.code === "session_missing") {
      void app.go({ at: "sign_in", problem: outcome.problem });
      return false;
    }
    show(outcome.problem);
    (fields.find((field) => isBlamed(field, outcome.problem))?.input ?? button).focus();
    return false;
  }

  // What is being corrected is no longer wrong.
  element.addEventListener("input", () => show(undefined));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    void attempt(parts.run);
  });
  return { element, show, attempt };
}

function isBlamed({ name, current = false }: Pick<Field, "name" | "current">, problem: SmsProblem): boolean {
  return name === problem.field && current === problem.code.startsWith("current_password");
}

/** Stays in the page while it is empty: a live region that comes with its text is not read out. */
function problemLine(app: App) {
  let shown: SmsProblem | undefined;
  const text = h("span", { class: "sentence" }, () => shown?.text(app.language.current()) ?? "");
  const element = h("p", { id: newId("problem"), class: "problem", role: "alert", "aria-live": "assertive" });
  return {
    element,
    show(problem: SmsProblem | undefined): void {
      shown = problem;
      relabel(text);
      const code = problem?.supportCode === undefined
        ? []
        : [h("small", { class: "support-code" }, problem.supportCode)];
      element.replaceChildren(...(problem ? [icon("alert"), h("span", {}, text, ...code)] : []));
    },
  };
}
