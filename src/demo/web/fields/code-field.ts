import { normalizeCode } from "../../../client/index.ts";
import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { findCode } from "./find-code.ts";
import { type Field, fieldOf } from "./field.ts";

/**
 * One field for the whole code, so that autofill, paste and screen readers work as everywhere. `complete` is told
 * once for each code of the full length.
 */
export function codeField(app: App, complete: (code: string) => void): Field {
  const { codeLength } = app.rules;
  const input = h("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    class: codeLength > 7 ? "code-input long" : "code-input",
    style: `--digits: ${codeLength}`,
    spellcheck: "false",
    autocapitalize: "none",
    enterkeyhint: "done",
  });
  let told = "";
  input.addEventListener("input", (event) => {
    // An input method is still composing; what it ends with comes as another event.
    if (event instanceof InputEvent && event.isComposing) return;
    const code = findCode(input.value);
    if (code !== input.value) input.value = code;
    if (code.length !== codeLength || code === told) return;
    told = code;
    complete(code);
  });
  const field = fieldOf(app, input, {
    name: "code",
    label: () => app.language.texts().field.code,
    check() {
      const read = normalizeCode(input.value);
      return read.ok ? undefined : read.problem;
    },
  });
  field.element.classList.add("code-field");
  return field;
}
