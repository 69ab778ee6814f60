import { type ResendCountdown, resendLabel } from "../../client/index.ts";
import type { App } from "./app.ts";
import { h, relabel } from "./dom.ts";

/** "Resend in 42 s", then "Resend code". */
export function resendButton(
  app: App,
  countdown: ResendCountdown,
  left: AbortSignal,
  press: () => void,
): HTMLButtonElement {
  const label = () => resendLabel(countdown.remainingSeconds(), app.language.current());
  const button = h("button", { type: "button", class: "link resend" }, label);
  const tick = () => {
    button.disabled = countdown.remainingSeconds() > 0;
    relabel(button);
  };
  tick();
  // Twice a second: a timer may be late, the countdown is not.
  const timer = setInterval(tick, 500);
  left.addEventListener("abort", () => clearInterval(timer));
  button.addEventListener("click", press);
  return button;
}
