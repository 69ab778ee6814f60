import type { History } from "../wire.ts";
import type { App } from "./app.ts";
import { h } from "./dom.ts";
import { outcomeText } from "./outcome.ts";

/** Why requests were not sent, the most frequent first, and what can be done about it. */
export function reasons(app: App, { reasons: rows }: History): HTMLElement {
  const texts = app.texts().reasons;
  const format = app.formats();
  if (rows.length === 0) return h("p", { class: "empty" }, texts.empty);
  return h(
    "ul",
    { class: "reasons" },
    ...rows.map((row) =>
      h(
        "li",
        { class: row.status },
        h(
          "p",
          { class: "reason" },
          h(
            "b",
            {},
            outcomeText(app, {
              ...row,
              delivered: null,
              delivery_ms: null,
              delivery_code: null,
              verified_at: null,
            }),
          ),
          h("span", {}, texts.times(format.count(row.requests), format.count(row.numbers))),
        ),
        row.remedy ? h("p", { class: "remedy" }, row.remedy[app.state().speech.language]) : null,
      )
    ),
  );
}
