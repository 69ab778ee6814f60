import { element } from "./dom.js";

/** A switch with what it does and how that is called in the API. */
export function switchRow(label, detail, isOn, onChange) {
  const id = `switch-${detail.replace(/\W+/g, "-")}`;
  const input = element("input", {
    type: "checkbox",
    role: "switch",
    id,
    onchange: () => onChange(input.checked),
  });
  input.checked = isOn;
  return element(
    "label",
    { class: "switch", for: id },
    element("span", {}, label, element("code", {}, detail)),
    input,
  );
}
