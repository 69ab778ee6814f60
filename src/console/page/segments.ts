import { h, newId, type Text } from "./dom.ts";

/** A choice of few: radio buttons underneath, so that arrow keys and screen readers know it. */
export function segments<Value extends string>(
  label: Text,
  choices: readonly { readonly value: Value; readonly label: Text }[],
  choose: (value: Value) => void,
): HTMLFieldSetElement {
  const name = newId("choice");
  const options = choices.map(({ value, label: text }, index) => {
    const input = h("input", { type: "radio", name, checked: index === 0 });
    input.addEventListener("change", () => choose(value));
    return h("label", {}, input, h("span", {}, text));
  });
  return h("fieldset", { class: "segments" }, h("legend", { class: "unseen" }, label), ...options);
}
