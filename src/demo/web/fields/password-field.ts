import { problem } from "../../../client/index.ts";
import type { App } from "../app.ts";
import { h, relabel, type Text } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Complaint } from "../problem-line.ts";
import { type Field, fieldOf } from "./field.ts";

export interface PasswordFieldOptions {
  readonly label: Text;
  readonly note?: Text;
  /** Tells password managers whether to fill in or to propose. A new one has a rule, which is said before it fails. */
  readonly autocomplete: "current-password" | "new-password";
  /** May be left empty. */
  readonly optional?: boolean;
}

export function passwordField(app: App, options: PasswordFieldOptions): Field {
  const { autocomplete, optional = false, label, note } = options;
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

  function check(): Complaint | undefined {
    const { length } = input.value;
    if (length === 0) return optional ? undefined : problem("password_missing");
    const count = app.memory.passwordMinLength;
    const short = autocomplete === "new-password" && length < count;
    return short ? problem("weak_password", { reasons: ["length"], count }) : undefined;
  }
  return fieldOf(app, input, {
    name: "password",
    label,
    ...(note && { note }),
    ...(autocomplete === "new-password" && {
      hint: () => texts().passwordRule(app.memory.passwordMinLength),
    }),
    after: eye,
    check,
  });
}
