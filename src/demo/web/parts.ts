import { h, type Text } from "./dom.ts";
import { icon, type IconName } from "./icons.ts";

/** A button that looks like a link: it changes the screen, not the address. */
export function linkButton(label: Text, press: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "link" }, label);
  button.addEventListener("click", press);
  return button;
}

export function backButton(label: Text, press: () => void): HTMLButtonElement {
  const button = linkButton(label, press);
  button.classList.add("back");
  button.prepend(icon("back"));
  return button;
}

export interface RowParts {
  readonly icon: IconName;
  readonly label: Text;
  readonly value: Text;
  readonly press: () => void;
}

/** A line of the account's list: what it is, what it is set to, and where to change it. */
export function row(parts: RowParts): HTMLLIElement {
  const button = h(
    "button",
    { type: "button", class: "row" },
    h("span", { class: "row-icon" }, icon(parts.icon)),
    h(
      "span",
      { class: "row-text" },
      h("span", { class: "row-label" }, parts.label),
      h("span", { class: "row-value" }, parts.value),
    ),
    icon("chevron"),
  );
  button.addEventListener("click", parts.press);
  return h("li", {}, button);
}
