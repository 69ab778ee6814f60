import { h, newId, type Text } from "./dom.ts";

export interface Segments<Value> {
  readonly element: HTMLFieldSetElement;
  /** As if the person had. */
  choose(value: Value): void;
}

/** A choice of few: radio buttons underneath, so that arrow keys and screen readers know it. */
export function segments<Value extends string>(
  label: Text,
  choices: readonly { readonly value: Value; readonly label: Text }[],
  chosen: (value: Value) => void,
): Segments<Value> {
  const name = newId("choice");
  const inputs = choices.map(({ value }, index) => {
    const input = h("input", { type: "radio", name, value, checked: index === 0 });
    input.addEventListener("change", () => chosen(value));
    return input;
  });
  const element = h(
    "fieldset",
    { class: "segments" },
    h("legend", { class: "unseen" }, label),
    ...inputs.map((input, index) => h("label", {}, input, h("span", {}, choices[index]?.label ?? ""))),
  );
  return {
    element,
    choose(value) {
      for (const input of inputs) input.checked = input.value === value;
      chosen(value);
    },
  };
}
