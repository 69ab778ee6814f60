import type { History, Sums } from "../wire.ts";
import type { App } from "./app.ts";
import { chart, type ChartParts } from "./chart.ts";
import { h } from "./dom.ts";

type Drawn = ReturnType<typeof chart>;

/** The charts of a day or a month; each says the same as a table. */
export function charts(app: App, history: History, currency: string | null): readonly [Node[], Drawn[]] {
  const texts = app.texts().history;
  const drawn: Drawn[] = [];
  const draw = (parts: ChartParts | undefined, title: string, empty = "", wide = false) => {
    const made = parts && chart(parts);
    if (made) drawn.push(made);
    return h(
      "section",
      { class: wide ? "figure-card wide" : "figure-card" },
      h("h3", {}, title),
      made?.element ?? h("p", { class: "empty" }, empty),
      parts ? tableOf(app, parts) : null,
    );
  };
  const nodes = [
    draw(requestsOf(app, history), texts.requests, "", true),
    draw(ratesOf(app, history), texts.rates, texts.noRates),
    draw(costOf(app, history, currency), texts.cost, texts.noCost),
  ];
  return [nodes, drawn];
}

function commonOf(app: App, { range, points }: History) {
  const format = app.formats();
  return { at: points.map(({ at }) => at), formatTime: range === "day" ? format.hour : format.day };
}

function requestsOf(app: App, history: History): ChartParts {
  const texts = app.texts().history;
  const of = (field: "sent" | "rejected" | "refused") => history.points.map((point) => point[field]);
  return {
    ...commonOf(app, history),
    look: "bars",
    label: texts.requests,
    whole: true,
    formatValue: app.formats().count,
    series: [
      { label: texts.sent, colour: "--sent", values: of("sent") },
      { label: texts.refused, colour: "--refused", values: of("refused") },
      { label: texts.rejected, colour: "--rejected", values: of("rejected") },
    ],
  };
}

function ratesOf(app: App, history: History): ChartParts | undefined {
  const texts = app.texts().history;
  const rate = (part: (point: Sums) => number, of: (point: Sums) => number) =>
    history.points.map((point) => of(point) > 0 ? part(point) / of(point) : null);
  const delivered = rate(({ delivered }) => delivered, (point) => point.delivered + point.undelivered);
  const verified = rate(({ verified }) => verified, ({ sent }) => sent);
  const series = [
    { label: texts.delivered, colour: "--sent", values: delivered },
    { label: texts.verified, colour: "--used", values: verified },
  ].filter(({ values }) => values.some((value) => value !== null && value > 0));
  if (series.length === 0) return undefined;
  const { percent } = app.formats();
  return {
    ...commonOf(app, history),
    look: "lines",
    label: texts.rates,
    formatValue: percent,
    top: 1,
    series,
  };
}

function costOf(app: App, history: History, currency: string | null): ChartParts | undefined {
  if (currency === null) return undefined;
  const { cost } = app.texts().history;
  const values = history.points.map((point) => point.cost);
  const highest = Math.max(...values.map((value) => value ?? 0));
  return {
    ...commonOf(app, history),
    look: "bars",
    label: cost,
    formatValue: (value) => app.formats().money(value, currency),
    top: highest > 0 ? highest * 1.08 : 1,
    series: [{ label: cost, colour: "--sent", values }],
  };
}

function tableOf(app: App, { at, series, formatTime, formatValue, label }: ChartParts): HTMLElement {
  const { table, time } = app.texts().history;
  const row = (iso: string, index: number) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, formatTime(iso)),
      ...series.map(({ values }) => {
        const value = values[index];
        return h("td", {}, value === null || value === undefined ? app.texts().none : formatValue(value));
      }),
    );
  const head = [time, ...series.map((one) => one.label)].map((text) => h("th", { scope: "col" }, text));
  return h(
    "details",
    { class: "more", "data-keep": `table ${label}` },
    h("summary", { "data-keep": `summary ${label}` }, table),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
      h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...at.map(row))),
    ),
  );
}
