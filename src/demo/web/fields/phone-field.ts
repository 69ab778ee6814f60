import { normalizePhone, type TypedPhone } from "../../../client/index.ts";
import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { splitPhone } from "../show-phone.ts";
import { countryPicker } from "./country-picker.ts";
import { type Field, fieldOf } from "./field.ts";
import { groupTyped } from "./group-typed.ts";

export interface PhoneField extends Field {
  read(): TypedPhone;
  /** In E.164, once what stands there is a number. */
  number(): string | undefined;
}

export interface PhoneFieldOptions {
  /** Below the input, for the number that stands there. */
  readonly hint?: (number: string | undefined) => string;
  /** Filled in already, as typed before or in E.164. */
  readonly value?: string;
  /** Told what stands in the field. */
  readonly typed?: (text: string) => void;
}

export function phoneField(app: App, { hint, value = "", typed }: PhoneFieldOptions = {}): PhoneField {
  const input = h("input", { type: "tel", inputmode: "tel", autocomplete: "tel-national" });
  const picker = countryPicker(app, () => regroup());
  const read = () => ({ phone: input.value, countryCode: picker.chosen().dial });
  const parse = () => normalizePhone(input.value, picker.chosen().dial, app.plans);
  const number = () => {
    const outcome = parse();
    return outcome.ok ? outcome.phone : undefined;
  };

  function regroup(): void {
    const caret = input.selectionStart ?? input.value.length;
    const grouped = groupTyped(input.value, caret, picker.chosen().dial);
    if (grouped.text === input.value) return;
    input.value = grouped.text;
    if (document.activeElement === input) input.setSelectionRange(grouped.caret, grouped.caret);
  }
  /** A number with its country code chooses the country, which then stands beside it once. */
  function settle(): void {
    const outcome = parse();
    if (!outcome.ok) return;
    const { dial, national } = splitPhone(outcome.phone);
    picker.choose(dial);
    input.value = national;
    typed?.(input.value);
  }

  input.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    regroup();
    typed?.(input.value);
  });
  input.addEventListener("change", settle);
  input.value = value;
  settle();
  const field = fieldOf(app, input, {
    name: "phone",
    label: () => app.language.texts().field.phone,
    ...(hint && { hint: () => hint(number()) }),
    before: picker.element,
    check() {
      const outcome = parse();
      return outcome.ok ? undefined : outcome.problem;
    },
  });
  return { ...field, read, number };
}
