import { resendLabel } from "../../client/index.ts";
import type { App } from "./app.ts";
import { h } from "./dom.ts";

/** "Resend in 42 s", then "Resend code". The form asks for its text twice a second. */
export function resendButton(app: App, wait: () => number, press: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "link resend" });
  const label = () => {
    const seconds = wait();
    button.disabled = seconds > 0;
    return resendLabel(seconds, app.language.current());
  };
  button.append(h("span", {}, label));
  button.addEventListener("click", press);
  return button;
}
