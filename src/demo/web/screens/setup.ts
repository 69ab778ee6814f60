import { h } from "../dom.ts";
import type { LanguageChoice } from "../language-choice.ts";

/** For whoever opens the page without a server behind it. */
export function setupScreen(language: LanguageChoice): HTMLElement {
  const texts = () => language.texts().setup;
  return h(
    "div",
    { class: "form" },
    h("h1", {}, () => texts().title),
    h("p", { class: "lead" }, () => texts().lead),
    h(
      "pre",
      { class: "mono", tabindex: "0" },
      "npm start\n\nSUPABASE_URL=https://….supabase.co\nSUPABASE_PUBLISHABLE_KEY=sb_publishable_…",
    ),
  );
}
