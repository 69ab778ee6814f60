import type { App } from "../app.ts";
import type { Country } from "../countries.ts";
import { h } from "../dom.ts";
import { icon } from "../icons.ts";

export interface CountryPicker {
  readonly element: HTMLElement;
  chosen(): Country;
  /** Of the countries with this code the chosen one, else the first. */
  choose(dial: string): void;
}

/** The country of the last number, so that it is chosen once. */
const KEY = "demo-country";

/** The native list, on a phone a wheel; in the field only the code shows. Where one country is served, only that. */
export function countryPicker(app: App, changed: () => void): CountryPicker {
  const { countries } = app.rules;
  if (countries.length === 1) {
    const element = h("span", { class: "picker only" }, `+${countries[0].dial}`);
    return { element, chosen: () => countries[0], choose: () => {} };
  }
  const remembered = localStorage.getItem(KEY);
  const options = countries.map(({ iso, dial, name }) =>
    h(
      "option",
      { value: iso, selected: iso === remembered },
      () => `${name[app.language.current()]} +${dial}`,
    )
  );
  const select = h("select", { "aria-label": () => app.language.texts().field.country, autocomplete: "off" });
  select.append(...options);
  const chosen = () => countries[select.selectedIndex] ?? countries[0];
  const dial = h("span", { class: "dial", "aria-hidden": "true" }, `+${chosen().dial}`);
  function keep(): void {
    dial.textContent = `+${chosen().dial}`;
    localStorage.setItem(KEY, chosen().iso);
  }
  select.addEventListener("change", () => {
    keep();
    changed();
  });
  return {
    element: h("div", { class: "picker" }, dial, icon("down"), select),
    chosen,
    choose(wanted) {
      if (chosen().dial === wanted) return;
      select.selectedIndex = countries.findIndex((country) => country.dial === wanted);
      keep();
    },
  };
}
