import type { App } from "../app.ts";
import { h, type Text } from "../dom.ts";
import { type Field, fieldOf } from "./field.ts";

export function nameField(app: App, value: string, note?: Text): Field {
  const input = h("input", { type: "text", autocomplete: "nickname", maxlength: "60" });
  input.value = value;
  return fieldOf(app, input, {
    name: "name",
    label: () => app.language.texts().field.name,
    ...(note && { note }),
  });
}
