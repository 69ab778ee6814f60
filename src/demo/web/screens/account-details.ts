import type { Account } from "../account.ts";
import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { icon } from "../icons.ts";

/** Folded away: for the developer who looks, not for the person who signs in. */
export function accountDetails(app: App, { id, since, twoSteps }: Account): HTMLElement {
  const texts = () => app.language.texts().home;
  const date = () => new Intl.DateTimeFormat(app.language.current(), { dateStyle: "medium" }).format(since);
  return h(
    "details",
    { class: "details" },
    h("summary", {}, () => texts().details, icon("down")),
    h(
      "dl",
      {},
      h("dt", {}, () => texts().userId),
      h("dd", { class: "mono" }, id),
      h("dt", {}, () => texts().since),
      h("dd", {}, date),
      h("dt", {}, () => texts().level),
      h("dd", {}, () => twoSteps ? texts().levelTwo : texts().levelOne),
    ),
  );
}
