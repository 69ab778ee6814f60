import type { DemoConfig } from "./demo-config.ts";
import { h } from "./dom.ts";
import type { LanguageChoice } from "./language-choice.ts";
import type { ServerFacts } from "./server-facts.ts";

/** Which Auth and which hook the page talks to. */
export function serverPanel(language: LanguageChoice, config: DemoConfig, facts: ServerFacts): HTMLElement {
  const texts = () => language.texts().server;
  const { local } = config;
  const panel = (...lines: Node[]) =>
    h("aside", { class: "server", "aria-label": () => texts().label }, ...lines);
  if (!local) {
    const release = () => facts.version ? texts().auth(facts.version) : texts().authUnknown;
    return panel(
      h("p", {}, h("strong", {}, new URL(config.supabaseUrl).host), h("span", {}, release)),
      h("p", {}, () => texts().hookOfProject),
    );
  }
  const inbox = h("a", { href: local.inboxUrl, target: "_blank", rel: "noreferrer" }, () => texts().inbox);
  return panel(
    h(
      "p",
      {},
      h("strong", {}, () => texts().emulator(local.release)),
      h("span", {}, () => texts().hookAt(new URL(local.hookUrl).host)),
      inbox,
    ),
    h("p", {}, () => texts().development),
  );
}
