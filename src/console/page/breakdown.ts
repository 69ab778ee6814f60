import type { History, Now, Sums } from "../wire.ts";
import type { App } from "./app.ts";
import { smallButton } from "./buttons.ts";
import { type Child, h } from "./dom.ts";

interface Line {
  readonly name: Child;
  readonly sub?: string;
  readonly sums: Sums;
  readonly act?: HTMLElement | undefined;
}

/** Delivery and conversion by country, template or block of numbers. */
export function breakdown(app: App, history: History, now: Now): HTMLElement {
  const texts = app.texts().breakdown;
  const { by } = app.state();
  const lines = linesOf(app, history, now);
  if (lines.length === 0) return h("p", { class: "empty" }, texts.empty);
  const first = { countries: texts.country, templates: texts.template, prefixes: texts.prefix }[by];
  const heads = [first, texts.requests, texts.sent, texts.delivered, texts.verified, texts.cost];
  const acts = lines.some(({ act }) => act);
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.title },
    h(
      "table",
      { class: "sums" },
      h(
        "thead",
        {},
        h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)), acts ? h("td", {}) : null),
      ),
      h("tbody", {}, ...lines.map((line) => rowOf(app, now, line, acts))),
    ),
  );
}

function linesOf(app: App, history: History, now: Now): Line[] {
  const texts = app.texts().breakdown;
  const format = app.formats();
  switch (app.state().by) {
    case "countries":
      return history.countries.map((sums) => ({
        name: format.region(sums.country),
        sub: sums.country ?? "",
        sums,
      }));
    case "templates":
      return history.templates.map((sums) => ({
        name: sums.template ?? app.texts().none,
        sub: [sums.sign, sums.api].filter(Boolean).join(" · "),
        sums,
      }));
    case "prefixes":
      return history.prefixes.map((sums) => ({
        name: `+${sums.prefix}`,
        sub: `${format.region(sums.country)} · ${format.count(sums.numbers)} ${texts.numbers}`,
        sums,
        act: now.mayAct ? blockButton(app, `+${sums.prefix}`) : undefined,
      }));
  }
}

function blockButton(app: App, prefix: string): HTMLElement {
  const texts = app.texts().breakdown;
  return smallButton(
    { text: texts.block, label: texts.blockOf(prefix), keep: `block ${prefix}` },
    () => app.confirm({ act: "block", subject: prefix, hours: 24, reason: "" }),
  );
}

function rowOf(app: App, now: Now, { name, sub, sums, act }: Line, acts: boolean): HTMLElement {
  const format = app.formats();
  const reported = sums.delivered + sums.undelivered;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name, sub ? h("small", {}, sub) : null),
    h("td", {}, format.count(sums.requests)),
    h("td", {}, format.count(sums.sent)),
    now.knowsDelivered ? rateCell(app, sums.delivered, reported) : unknownCell(app),
    now.knowsVerified ? rateCell(app, sums.verified, sums.sent) : unknownCell(app),
    h("td", {}, format.money(sums.cost, now.currency)),
    acts ? h("td", { class: "acts" }, act ?? null) : null,
  );
}

const unknownCell = (app: App) => h("td", {}, app.texts().none);

function rateCell(app: App, part: number, of: number): HTMLElement {
  const meter = h("span", { class: "bar-of", "aria-hidden": "true" }, h("span", {}));
  const fill = meter.firstElementChild;
  if (fill instanceof HTMLElement) fill.style.width = `${of > 0 ? Math.min(100, 100 * part / of) : 0}%`;
  return h("td", { class: "rate" }, app.formats().rate(part, of), meter);
}
