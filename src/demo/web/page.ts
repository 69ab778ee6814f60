import type { DemoConfig } from "./demo-config.ts";
import { h, relabel } from "./dom.ts";
import { icon } from "./icons.ts";
import type { LanguageChoice } from "./language-choice.ts";
import type { ServerFacts } from "./server-facts.ts";
import { serverPanel } from "./server-panel.ts";

export interface Page {
  /** Puts another screen into the card and the focus where its work begins. */
  show(screen: HTMLElement): void;
}

export interface PageParts {
  readonly root: HTMLElement;
  readonly language: LanguageChoice;
  readonly server: { readonly config: DemoConfig; readonly facts: ServerFacts } | undefined;
}

/** What stays around the screens: bar, card and the note about the server. */
export function createPage({ root, language, server }: PageParts): Page {
  const other = h("button", { type: "button", class: "language" }, () => language.texts().otherLanguage);
  other.addEventListener("click", () => {
    language.toggle();
    speak();
    relabel(root);
    entitle();
  });
  const card = h("main", { class: "card" });
  // There before its text, as live regions have to be.
  const news = h("p", { class: "unseen", role: "status" });
  root.replaceChildren(
    h(
      "header",
      { class: "bar" },
      h("p", { class: "brand" }, icon("bubble"), () => language.texts().brand),
      other,
    ),
    card,
    news,
    ...(server ? [serverPanel(language, server.config, server.facts)] : []),
  );
  speak();
  entitle();

  /** So that the browser's list of back and forward can be read. */
  function entitle(): void {
    const heading = card.querySelector("h1")?.textContent;
    document.title = [heading, language.texts().brand].filter(Boolean).join(" · ");
  }

  function speak(): void {
    const zh = language.current() === "zh";
    document.documentElement.lang = zh ? "zh-CN" : "en";
    other.lang = zh ? "en" : "zh-CN";
  }

  return {
    show(screen) {
      const first = card.childElementCount === 0;
      card.replaceChildren(screen);
      entitle();
      news.textContent = screen.querySelector(".done")?.textContent ?? "";
      // On a touch screen the focus of a first visit would open the keyboard over the page.
      if (first && !matchMedia("(pointer: fine)").matches) return;
      const inputs = [...screen.querySelectorAll<HTMLElement>(".field:not([hidden]) input")];
      (inputs[0] ?? screen.querySelector("h1"))?.focus();
    },
  };
}
