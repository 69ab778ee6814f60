import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { findCode } from "./find-code.ts";
import { type Field, fieldOf } from "./field.ts";

/** One field for the whole code, so that autofill, paste and screen readers work as everywhere. */
export function codeField(app: App): Field {
  const input = h("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    class: "code-input",
    // As long as Auth's codes are unless a project sets another length.
    placeholder: "······",
    spellcheck: "false",
    autocapitalize: "none",
    enterkeyhint: "done",
  });
  input.addEventListener("input", (event) => {
    // An input method is still composing; what it ends with comes as another event.
    if (event instanceof InputEvent && event.isComposing) return;
    const code = findCode(input.value);
    if (code !== input.value) input.value = code;
  });
  return fieldOf("code", { label: () => app.language.texts().field.code }, input);
}
