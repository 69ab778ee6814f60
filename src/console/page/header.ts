import type { App } from "./app.ts";
import { h, type Text } from "./dom.ts";
import { icon } from "./icons.ts";
import { createSlot } from "./slot.ts";

/** What stays at the top: whose ledger it is, whether sending is open, and the language. */
export function header(app: App, onLanguage: () => void) {
  const other = h("button", { type: "button", class: "language" }, () => app.texts().otherLanguage);
  other.addEventListener("click", onLanguage);
  const facts = createSlot(
    h("div", { class: "facts-bar", role: "group", "aria-label": () => app.texts().database }),
    () => app.texts().broken,
  );
  const lost = h("p", { class: "lost", role: "alert" });
  const element = h(
    "header",
    {},
    h(
      "div",
      { class: "bar" },
      h("h1", { class: "brand" }, icon("chart"), text(() => app.texts().brand)),
      facts.element,
      other,
    ),
    lost,
  );
  return {
    element,
    show() {
      const { now, speech, failed } = app.state();
      const texts = app.texts();
      other.lang = speech.language === "zh" ? "en" : "zh-CN";
      const said = failed && (failed.problem?.[speech.language] ?? texts.lost);
      // A live region is read out again when a text is put, even the same one.
      if (lost.textContent !== (said ?? "")) lost.textContent = said ?? "";
      const paused = now?.controls.some(({ kind }) => kind === "paused");
      facts.show([speech.language, now?.database, paused], () =>
        now
          ? [
            h("span", { class: "database" }, now.database),
            h("span", { class: paused ? "pill is-paused" : "pill" }, paused ? texts.paused : texts.sending),
          ]
          : [h("span", { class: "database" }, texts.loading)]);
    },
  };
}

const text = (value: Text) => h("span", {}, value);
