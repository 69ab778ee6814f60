import type { TracedRequest } from "../wire.ts";
import type { App } from "./app.ts";
import { unblockButton } from "./control-item.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { outcomeText, type Step, stepsOf } from "./outcome.ts";
import { subjectName } from "./subject.ts";

/** Requests with their way through Auth, hook, provider and phone; each opens to say more. */
export function requestsList(app: App, requests: readonly TracedRequest[]): HTMLElement {
  return h("ul", { class: "requests" }, ...requests.map((request) => h("li", {}, one(app, request))));
}

function one(app: App, request: TracedRequest): HTMLElement {
  const { flows } = app.texts().requests;
  const flow = Object.entries(flows).find(([name]) => name === request.flow)?.[1] ?? request.flow;
  return h(
    "details",
    { "data-keep": request.key },
    h(
      "summary",
      { "data-keep": `summary ${request.key}` },
      h("time", { datetime: request.created_at }, app.formats().time(request.created_at)),
      h("span", { class: "who" }, h("b", {}, request.number_mask), h("small", {}, flow)),
      way(app, request),
      h("span", { class: `result ${request.status}` }, outcomeText(app, request)),
      icon("down"),
    ),
    details(app, request),
  );
}

function way(app: App, request: TracedRequest): HTMLElement {
  const texts = app.texts().requests;
  const steps: readonly (readonly [keyof typeof texts.steps, Step])[] = [
    ["auth", "ok"],
    ...(["hook", "provider", "phone"] as const).map((name) => [name, stepsOf(request)[name]] as const),
  ];
  return h(
    "span",
    { class: "way" },
    h("span", { class: "unseen" }, texts.way),
    ...steps.map(([name, state]) =>
      h(
        "span",
        { class: `step ${state}` },
        texts.steps[name],
        h("span", { class: "unseen" }, texts.step(texts.state[state])),
      )
    ),
  );
}

function details(app: App, request: TracedRequest): HTMLElement {
  const texts = app.texts().requests.detail;
  const format = app.formats();
  const { language } = app.state().speech;
  const facts: readonly (readonly [string, string | null])[] = [
    [texts.remedy, request.remedy?.[language] ?? null],
    [texts.template, [request.template, request.sign].filter(Boolean).join(" · ") || null],
    [texts.api, request.api],
    [texts.sendMs, request.send_ms === null ? null : format.ms(request.send_ms)],
    [texts.deliveryMs, request.delivery_ms === null ? null : format.ms(request.delivery_ms)],
    [texts.usedAfter, request.verified_at && format.time(request.verified_at)],
    [
      texts.cost,
      request.cost === null ? null : format.money(request.cost, app.state().now?.currency ?? null),
    ],
    [texts.receipt, request.receipt_id],
    [texts.key, request.key],
  ];
  return h(
    "dl",
    { class: "facts" },
    ...facts.flatMap(([name, value]) => value === null ? [] : [h("dt", {}, name), h("dd", {}, value)]),
    ...closedBy(app, request),
  );
}

/** What refuses such a request now, of which one may not be the last: two suspicions do together. */
function closedBy(app: App, { key, closed_by: controls }: TracedRequest): HTMLElement[] {
  const texts = app.texts();
  if (!controls) return [];
  return [
    h("dt", {}, texts.requests.detail.closedBy),
    ...controls.map(({ subject, until }) =>
      h(
        "dd",
        { class: "closed-head" },
        h("b", {}, subjectName(app, subject)),
        h("span", {}, until ? texts.controls.until(app.formats().time(until)) : texts.controls.untilLifted),
        app.state().now?.mayAct ? unblockButton(app, subject, key) : null,
      )
    ),
  ];
}
