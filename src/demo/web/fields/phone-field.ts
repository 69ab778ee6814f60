import type { TypedPhone } from "../../../client/index.ts";
import type { App } from "../app.ts";
import { COUNTRIES } from "../countries.ts";
import { h, type Text } from "../dom.ts";
import { icon } from "../icons.ts";
import { type Field, fieldOf } from "./field.ts";

export interface PhoneField extends Field {
  read(): TypedPhone;
}

/** The country of the last number, so that it is chosen once. */
const KEY = "demo-country";

export function phoneField(app: App, label: Text = () => app.language.texts().field.phone): PhoneField {
  const input = h("input", { type: "tel", inputmode: "tel", autocomplete: "tel-national" });
  const remembered = localStorage.getItem(KEY);
  const options = COUNTRIES.map(({ iso, dial, name }) =>
    h(
      "option",
      { value: iso, selected: iso === remembered },
      () => `${name[app.language.current()]} +${dial}`,
    )
  );
  const select = h("select", { "aria-label": () => app.language.texts().field.country, autocomplete: "off" });
  select.append(...options);
  const chosen = () => COUNTRIES[select.selectedIndex] ?? COUNTRIES[0];
  const dial = h("span", { class: "dial", "aria-hidden": "true" }, `+${chosen().dial}`);
  select.addEventListener("change", () => {
    dial.textContent = `+${chosen().dial}`;
    localStorage.setItem(KEY, chosen().iso);
  });
  // The native list, on a phone a wheel; in the field only the code shows.
  const picker = h("div", { class: "picker" }, dial, icon("down"), select);
  const field = fieldOf("phone", { label }, input, { before: picker });
  return { ...field, read: () => ({ phone: input.value, countryCode: chosen().dial }) };
}
