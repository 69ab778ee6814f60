import { h, newId, type Text } from "./dom.ts";

/** A choice of few: radio buttons underneath, so that arrow keys and screen readers know it. */
export function segments<Value extends string>(
  label: Text,
  choices: readonly { readonly value: Value; readonly label: Text }[],
  choose: (value: Value) => void,
): HTMLFieldSetElement {
  const name = newId("choice");
  return h(
    "fieldset",
    { class: "segments" },
    h("legend", { class: "unseen" }, label),
    ...choices.map((choice, index) => {
      const input = h("input", { type: "radio", name, value: choice.value, checked: index === 0 });
      input.addEventListener("change", () => choose(choice.value));
      return h("label", {}, input, h("span", {}, choice.label));
    }),
  );
}
