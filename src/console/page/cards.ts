import { plainButton } from "./buttons.ts";
import { personForm } from "./person-form.ts";
import { blockForm } from "./block-form.ts";
import type { App } from "./app.ts";
import { breakdown } from "./breakdown.ts";
import { controls } from "./controls.ts";
import { h, type Text } from "./dom.ts";
import { charts } from "./history-card.ts";
import { reasons } from "./reasons.ts";
import { requestsList } from "./requests-list.ts";
import { segments } from "./segments.ts";
import { createSlot, type Slot } from "./slot.ts";
import { tiles } from "./tiles.ts";

const PAGE_SIZE = 25;

export interface Cards {
  readonly elements: readonly HTMLElement[];
  /** Shows the state; what has not changed stays as it is. */
  show(): void;
}

export function createCards(app: App): Cards {
  const texts = () => app.texts();
  const slot = (tag: "section" | "div", name = ""): Slot =>
    createSlot(h(tag, { class: name }), () => texts().broken);
  const today = slot("section", "today");
  const time = slot("div", "charts");
  const where = slot("div");
  const why = slot("div");
  const list = slot("div");
  const open = slot("div");
  let drawn: readonly { destroy(): void }[] = [];

  const ranges = segments(() => texts().history.range, [
    { value: "day", label: () => texts().history.day },
    { value: "month", label: () => texts().history.month },
  ], (range) => {
    app.set({ range });
    void app.readHistory();
  });
  const bys = segments(() => texts().breakdown.by, [
    { value: "countries", label: () => texts().breakdown.countries },
    { value: "templates", label: () => texts().breakdown.templates },
    { value: "prefixes", label: () => texts().breakdown.prefixes },
  ], (by) => app.set({ by }));
  const acting = slot("div");
  const finding = slot("div");

  return {
    elements: [
      today.element,
      card("time", () => texts().history.title, ranges, time.element),
      card("where", () => texts().breakdown.title, bys, where.element),
      card(
        "why",
        () => texts().reasons.title,
        null,
        why.element,
        h("p", { class: "hint" }, () => texts().reasons.lead),
      ),
      card("list", requestsTitle(app), null, finding.element, list.element),
      card("open", () => texts().controls.title, null, open.element, acting.element),
    ],
    show() {
      const { now, history, by, person, shown, closedShown, speech } = app.state();
      if (now) {
        const { recent, controls: made, controlCount, ...rest } = now;
        today.show(
          [speech.language, rest],
          () => [h("h2", { class: "unseen" }, texts().today), tiles(app, now)],
        );
        open.show(
          [speech.language, made, controlCount, now.mayAct, closedShown],
          () => controls(app, now),
        );
        // Whoever types must not lose what they typed: forms are made once and change their words only.
        acting.show([now.mayAct], () => now.mayAct ? [blockForm(app)] : []);
        finding.show([now.mayFind], () => [
          now.mayFind ? personForm(app) : h("p", { class: "hint" }, () => texts().requests.noKey),
        ]);
        list.show(
          [speech.language, person, shown, person ? null : recent, now.mayAct],
          () => listOf(app),
        );
      }
      if (!history || !now) return;
      const { currency, knowsDelivered, knowsVerified, mayAct } = now;
      time.show([speech.language, history.range, history.points, currency], () => {
        drawn.forEach((one) => one.destroy());
        const [nodes, made] = charts(app, history, currency);
        drawn = made;
        return nodes;
      });
      const { countries, templates, prefixes } = history;
      where.show(
        [
          speech.language,
          by,
          { countries, templates, prefixes }[by],
          currency,
          knowsDelivered,
          knowsVerified,
          mayAct,
        ],
        () => [breakdown(app, history, now)],
      );
      why.show([speech.language, history.reasons], () => [reasons(app, history)]);
    },
  };
}

function card(name: string, title: Text, aside: HTMLElement | null, ...children: Node[]): HTMLElement {
  return h(
    "section",
    { class: `card ${name}` },
    h("div", { class: "card-head" }, h("h2", {}, title), aside),
    ...children,
  );
}

const requestsTitle = (app: App) => () => {
  const { person } = app.state();
  const texts = app.texts().requests;
  return person ? texts.titleOf(person.mask) : texts.title;
};

function listOf(app: App): (Node | null)[] {
  const texts = app.texts().requests;
  const { now, person, shown } = app.state();
  const requests = person?.requests ?? now?.recent ?? [];
  return [
    person ? plainButton(texts.all, "all", () => app.set({ person: undefined })) : null,
    requests.length === 0
      ? h("p", { class: "empty" }, person ? texts.emptyPerson : texts.empty)
      : requestsList(app, requests.slice(0, shown)),
    requests.length > shown
      ? plainButton(texts.more, "more", () => app.set({ shown: shown + PAGE_SIZE }))
      : null,
  ];
}
