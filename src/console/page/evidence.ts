import type { Control } from "../wire.ts";
import type { App } from "./app.ts";
import { h } from "./dom.ts";

/** What they mean is said beside it in words. */
const FLAGS = new Set(["suspected", "alone", "wide", "rush"]);

/** What the guard has counted; what has no name here is shown under the guard's own. */
export function evidence(app: App, { id, evidence: given, subject }: Control): HTMLElement {
  const texts = app.texts().controls;
  const order = [...Object.keys(texts.facts), ...Object.keys(given ?? {})];
  const facts = Object.entries(given ?? {})
    .filter(([name, value]) => !(FLAGS.has(name) && value === true))
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  const all: readonly (readonly [string, string])[] = [
    ...facts.map(([name, value]) => [nameOf(app, name), valueOf(app, name, value)] as const),
    // By which it is found in the ledger itself.
    ...subject.includes(":") ? [[texts.inLedger, subject] as const] : [],
  ];
  return h(
    "details",
    { class: "more", "data-keep": `evidence ${id}` },
    h("summary", { "data-keep": `evidence summary ${id}` }, texts.evidence),
    h("dl", { class: "facts" }, ...all.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
  );
}

const nameOf = (app: App, name: string): string =>
  Object.entries(app.texts().controls.facts).find(([known]) => known === name)?.[1] ?? name;

const RATES = new Set(["usualRate", "pumpedShare", "certainty"]);

function valueOf(app: App, name: string, value: unknown): string {
  const { count, percent } = app.formats();
  if (typeof value === "number") return RATES.has(name) ? percent(value) : count(value);
  if (name === "past" && isRecord(value)) {
    const { numbers, verified } = value;
    if (numbers === 0) return app.texts().none;
    if (typeof numbers === "number" && typeof verified === "number") {
      return app.texts().controls.pastOf(count(verified), count(numbers));
    }
  }
  if (value === true) return app.texts().controls.yes;
  return typeof value === "string" ? value : JSON.stringify(value);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
