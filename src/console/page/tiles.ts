import type { Now, TimedSums } from "../wire.ts";
import type { App } from "./app.ts";
import { h } from "./dom.ts";
import { speedNote } from "./speed-note.ts";

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone?: "bad" | "quiet";
}

const NOTHING: Omit<TimedSums, "at"> = {
  requests: 0,
  sent: 0,
  rejected: 0,
  refused: 0,
  delivered: 0,
  undelivered: 0,
  verified: 0,
  cost: 0,
  send_ms_p50: null,
  send_ms_p99: null,
  delivery_ms_p50: null,
};

/** Today at a glance. */
export function tiles(app: App, now: Now): HTMLElement {
  const items = tilesOf(app, now).map(({ label, value, note, tone = "" }) =>
    h(
      "div",
      { class: `tile ${tone}` },
      h("dt", {}, label),
      h("dd", { class: "figure" }, value),
      h("dd", { class: "note" }, note),
    )
  );
  return h("dl", { class: "tiles" }, ...items);
}

function tilesOf(app: App, now: Now): Tile[] {
  const texts = app.texts().tiles;
  const format = app.formats();
  const today = now.today ?? NOTHING;
  const yesterday = now.yesterday ?? NOTHING;
  const stopped = today.refused + today.rejected;
  const { none } = app.texts();
  return [
    {
      label: texts.sent,
      value: format.count(today.sent),
      note: texts.yesterday(format.count(yesterday.sent)),
    },
    {
      label: texts.stopped,
      value: format.count(stopped),
      note: texts.stoppedParts(format.count(today.refused), format.count(today.rejected)),
      ...(today.rejected > 0 && { tone: "bad" as const }),
    },
    now.knowsDelivered
      ? {
        label: texts.delivered,
        value: format.rate(today.delivered, today.delivered + today.undelivered),
        note: texts.deliveredOf(format.count(today.delivered), format.count(today.undelivered)),
      }
      : { label: texts.delivered, value: none, note: texts.noReceipts, tone: "quiet" },
    now.knowsVerified
      ? {
        label: texts.verified,
        value: format.rate(today.verified, today.sent),
        note: texts.verifiedOf(format.count(today.verified), format.count(today.sent)),
      }
      : {
        label: texts.verified,
        value: none,
        note: now.hasAuth ? texts.noGuard : texts.noAuth,
        tone: "quiet",
      },
    now.currency === null ? { label: texts.cost, value: none, note: texts.noPrice, tone: "quiet" } : {
      label: texts.cost,
      value: format.money(today.cost, now.currency),
      note: yesterday.cost === null
        ? texts.costNote
        : texts.yesterday(format.money(yesterday.cost, now.currency)),
    },
    {
      label: texts.speed,
      value: format.ms(today.send_ms_p50),
      note: speedNote(app, today),
    },
  ];
}
