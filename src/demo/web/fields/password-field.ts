import type { App } from "../app.ts";
import { h, relabel, type Text } from "../dom.ts";
import { icon } from "../icons.ts";
import { type Field, fieldOf } from "./field.ts";

export interface PasswordFieldOptions {
  readonly label: Text;
  readonly note?: Text;
  /** Tells password managers whether to fill in or to propose. */
  readonly autocomplete: "current-password" | "new-password";
}

export function passwordField(app: App, { autocomplete, ...labelled }: PasswordFieldOptions): Field {
  const input = h("input", { type: "password", autocomplete, spellcheck: "false", autocapitalize: "none" });
  const texts = () => app.language.texts().field;
  const hidden = () => input.type === "password";
  const eye = h("button", {
    type: "button",
    class: "box-button",
    "aria-label": () => (hidden() ? texts().showPassword : texts().hidePassword),
  }, icon("eye"));
  eye.addEventListener("click", () => {
    input.type = hidden() ? "text" : "password";
    eye.replaceChildren(icon(hidden() ? "eye" : "eyeOff"));
    relabel(eye);
  });
  return fieldOf("password", labelled, input, { after: eye });
}
