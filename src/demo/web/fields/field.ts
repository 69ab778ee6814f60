import type { Field as FieldName } from "../../../client/index.ts";
import { h, newId, type Text } from "../dom.ts";

export interface Field {
  /** As the client's problems name what is to blame. */
  readonly name: FieldName;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** The password that is there already, beside a new one. */
  readonly current?: boolean;
}

export interface Labelled {
  readonly label: Text;
  /** Beside the label, such as "optional". */
  readonly note?: Text;
}

/** A label above a box with an input, and whatever else is in the box. */
export function fieldOf(
  name: FieldName,
  { label, note }: Labelled,
  input: HTMLInputElement,
  around: { readonly before?: Node; readonly after?: Node } = {},
): Field {
  input.id = newId(name);
  input.classList.add("input");
  const element = h(
    "div",
    { class: "field" },
    h("label", { for: input.id, class: "label" }, label, note ? h("span", { class: "note" }, note) : null),
    h("div", { class: "box" }, around.before ?? null, input, around.after ?? null),
  );
  return { name, element, input };
}
