import { h } from "./dom.ts";

/** @param keep by which it is found again when its place is made anew */
export function plainButton(label: string, keep: string, press: () => void): HTMLButtonElement {
  return pressed(h("button", { type: "button", class: "plain", "data-keep": keep }, label), press);
}

/** One of many in a list: `label` says to what it does what its text says. */
export function smallButton(
  { text, label, keep }: { readonly text: string; readonly label: string; readonly keep: string },
  press: () => void,
): HTMLButtonElement {
  const attributes = { type: "button", class: "small", "aria-label": label, "data-keep": keep };
  return pressed(h("button", attributes, text), press);
}

function pressed(button: HTMLButtonElement, press: () => void): HTMLButtonElement {
  button.addEventListener("click", press);
  return button;
}
