import type { Field as FieldName, SmsProblem } from "../../../client/index.ts";
import type { App } from "../app.ts";
import { h, newId, type Text } from "../dom.ts";
import { type Complaint, type ProblemLine, problemLine, type Remedy } from "../problem-line.ts";

export interface Field {
  /** As the client's problems name what is to blame. */
  readonly name: FieldName | "consent";
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** The password that is there already, beside a new one. */
  readonly current?: boolean;
  /** What is wrong with it before anything is sent. */
  readonly check?: () => Complaint | undefined;
  /** Says it below the input, or says nothing any more. */
  complain(complaint: Complaint | undefined, remedy?: Remedy): void;
}

export interface FieldParts {
  readonly name: Field["name"];
  readonly label: Text;
  /** Beside the label, such as "optional". */
  readonly note?: Text;
  /** Below the input: what is expected, before anybody fails. Empty, it takes no room. */
  readonly hint?: Text;
  readonly before?: Node;
  readonly after?: Node;
  readonly check?: () => Complaint | undefined;
}

/** A label above a box with an input, and below it what is expected and what is wrong. */
export function fieldOf(app: App, input: HTMLInputElement, parts: FieldParts): Field {
  const { name, label, note, hint = "", before, after, check } = parts;
  const problem = problemLine(app);
  const hintLine = h("p", { id: newId("hint"), class: "hint" }, hint);
  input.id = newId(name);
  input.classList.add("input");
  const element = h(
    "div",
    { class: "field" },
    h("label", { for: input.id, class: "label" }, label, note ? h("span", { class: "note" }, note) : null),
    h("div", { class: "box" }, before ?? null, input, after ?? null),
    hintLine,
    problem.element,
  );
  input.setAttribute("aria-describedby", `${hintLine.id} ${problem.element.id}`);
  return { name, element, input, ...(check && { check }), complain: complainer(input, problem) };
}

export function complainer(input: HTMLInputElement, problem: ProblemLine): Field["complain"] {
  return (complaint, remedy) => {
    problem.show(complaint, remedy);
    input.setAttribute("aria-invalid", String(complaint !== undefined));
  };
}

export function isBlamed({ name, current = false }: Field, problem: SmsProblem): boolean {
  return name === problem.field && current === problem.code.startsWith("current_password");
}

export const isShown = ({ element }: Field): boolean => !element.hidden;
