import { type Outcome, problemOf, type SmsProblem } from "../../client/index.ts";
import type { App } from "./app.ts";
import { type Child, h, newId, relabel, type Text } from "./dom.ts";
import { type Field, isBlamed, isShown } from "./fields/field.ts";
import { problemLine, type Remedy } from "./problem-line.ts";
import { submitButton } from "./submit-button.ts";

export interface FormParts {
  readonly title: Text;
  readonly lead?: Text;
  /** Between lead and fields. */
  readonly intro?: Child;
  readonly fields: readonly Field[];
  /** Between the fields and the button. */
  readonly extra?: Child;
  readonly submit: Text;
  /** Seconds until the button may be pressed, 0 for now. */
  readonly wait?: () => number;
  readonly look?: "danger" | "quiet";
  readonly below?: Child;
  /** Said when it takes long. */
  readonly slow?: () => string;
  /** What helps against a problem, where something on this page does. */
  readonly remedy?: (problem: SmsProblem) => Remedy | undefined;
  /** Navigates itself when it succeeds. */
  readonly run: () => Promise<Outcome>;
}

export interface Form {
  readonly element: HTMLFormElement;
  show(problem: SmsProblem | undefined): void;
  /** Does it outside of a submit as well, with the same care for errors; `false` while it is busy. */
  attempt(run: () => Promise<Outcome>, fields?: readonly Field[]): Promise<boolean>;
}

/** How long people wait for an answer before they wonder. */
const SLOW_MS = 2_000;
/** A timer may be late; what it shows is not. */
const TICK_MS = 500;

export function createForm(app: App, left: AbortSignal, parts: FormParts): Form {
  const { fields, remedy } = parts;
  const problem = problemLine(app);
  const button = submitButton(app, parts);
  const slowText = parts.slow ?? (() => app.language.texts().slow.working);
  let slow = false;
  const slowLine = h("p", { class: "slow", role: "status" }, () => slow ? slowText() : "");
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
    button.element,
    slowLine,
    parts.below ?? null,
  );
  let busy = false;

  function show(found: SmsProblem | undefined): void {
    const at = found && fields.find((field) => isShown(field) && isBlamed(field, found));
    const help = found && remedy?.(found);
    for (const field of fields) field.complain(field === at ? found : undefined, help);
    problem.show(at ? undefined : found, help);
  }

  function pend(pending: boolean): void {
    busy = pending;
    button.pend(pending);
    element.ariaBusy = String(pending);
    for (const { input } of fields) input.readOnly = pending;
  }

  function tellSlow(now: boolean): void {
    slow = now;
    relabel(slowLine);
  }

  /** Every field says what is wrong with it, and nothing is sent. */
  function complainOf(checked: readonly Field[]): boolean {
    const wrong = checked.filter(isShown).filter((field) => {
      const complaint = field.check?.();
      field.complain(complaint);
      return complaint !== undefined;
    });
    wrong[0]?.input.focus();
    return wrong.length > 0;
  }

  async function attempt(run: () => Promise<Outcome>, checked: readonly Field[] = []): Promise<boolean> {
    if (busy) return false;
    show(undefined);
    if (complainOf(checked)) return false;
    pend(true);
    const timer = setTimeout(() => tellSlow(true), SLOW_MS);
    const outcome = await run().catch((error: unknown) => ({
      ok: false as const,
      problem: problemOf(error),
    }));
    clearTimeout(timer);
    tellSlow(false);
    pend(false);
    // The attempt may have begun a wait, or shown another field.
    relabel(element);
    if (outcome.ok) return true;
    if (outcome.problem.code === "session_missing") {
      void app.go({ at: "sign_in", problem: outcome.problem });
      return false;
    }
    show(outcome.problem);
    const blamed = fields.find((field) => isShown(field) && isBlamed(field, outcome.problem));
    (blamed?.input ?? button.element).focus();
    return false;
  }

  // What is being corrected is no longer wrong.
  element.addEventListener("input", ({ target }) => {
    fields.find(({ input }) => input === target)?.complain(undefined);
    problem.show(undefined);
    relabel(element);
  });
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!button.waits()) void attempt(parts.run, fields);
  });
  const ticking = setInterval(() => relabel(element), TICK_MS);
  left.addEventListener("abort", () => clearInterval(ticking));
  return { element, show, attempt };
}
