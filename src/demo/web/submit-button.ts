import { shortWait } from "../../client/index.ts";
import type { App } from "./app.ts";
import { h, type Text } from "./dom.ts";

export interface SubmitButton {
  readonly element: HTMLButtonElement;
  waits(): boolean;
  pend(pending: boolean): void;
}

interface SubmitParts {
  readonly submit: Text;
  readonly wait?: () => number;
  readonly look?: "danger" | "quiet";
}

/** The one button of a screen: what it does, in how long it may, and that it is at it. */
export function submitButton(app: App, { submit, wait = () => 0, look }: SubmitParts): SubmitButton {
  let pending = false;
  const text = () => typeof submit === "string" ? submit : submit();
  const label = () => {
    const seconds = wait();
    // Asked with every text of the screen, so that label and state cannot differ.
    element.disabled = pending || seconds > 0;
    return seconds > 0
      ? app.language.texts().waits(text(), shortWait(seconds, app.language.current()))
      : text();
  };
  const element = h("button", { type: "submit", class: `button ${look ?? ""}` });
  element.append(
    h("span", { class: "button-text" }, label),
    h("span", { class: "spinner", "aria-hidden": "true" }),
  );
  return {
    element,
    waits: () => wait() > 0,
    pend(now) {
      pending = now;
      element.disabled = pending || wait() > 0;
      element.classList.toggle("pending", pending);
    },
  };
}
