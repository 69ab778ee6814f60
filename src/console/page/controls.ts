import type { Control, Now } from "../wire.ts";
import type { App } from "./app.ts";
import { plainButton } from "./buttons.ts";
import { controlItem } from "./control-item.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

const PAGE_SIZE = 25;

/** Whether sending is open, what refuses whom, by whom and why, and the buttons that change it. */
export function controls(app: App, now: Now): (HTMLElement | null)[] {
  const texts = app.texts().controls;
  const paused = now.controls.find(({ kind }) => kind === "paused");
  const others = now.controls.filter(({ kind }) => kind !== "paused");
  const closed = others.filter(({ refuses }) => refuses !== "suspects" && refuses !== "nobody");
  const byGuard = others.filter(({ made_by }) => made_by === "guard");
  const shown = closed.slice(0, app.state().closedShown);
  const hidden = now.controlCount - now.controls.length;
  return [
    stateOf(app, now, paused),
    h("h3", {}, texts.closed),
    closed.some(({ refuses }) => refuses === "strangers") ? h("p", { class: "hint" }, texts.guardLead) : null,
    closed.length === 0 ? h("p", { class: "empty" }, texts.nothing) : listOf(app, now, shown),
    closed.length > shown.length
      ? plainButton(
        app.texts().requests.more,
        "more closed",
        () => app.set({ closedShown: shown.length + PAGE_SIZE }),
      )
      : null,
    folded(app, now, "suspects", texts.suspected, texts.suspectedLead),
    folded(app, now, "nobody", texts.observed, texts.observedLead),
    hidden > 0 ? h("p", { class: "hint" }, texts.hidden(app.formats().count(hidden))) : null,
    now.mayAct && byGuard.length > 1
      ? plainButton(texts.unblockGuard, "unblock guard", () => app.confirm({ act: "unblock_guard" }))
      : null,
    now.mayAct ? null : h("p", { class: "hint" }, texts.readOnly),
  ];
}

/** What refuses nobody by itself is many, and takes no more room than a line until somebody asks. */
function folded(
  app: App,
  now: Now,
  refuses: Control["refuses"],
  title: (count: string) => string,
  lead: string,
): HTMLElement | null {
  const made = now.controls.filter((control) => control.refuses === refuses);
  if (made.length === 0) return null;
  return h(
    "details",
    { class: "more", "data-keep": refuses },
    h("summary", { "data-keep": `summary ${refuses}` }, title(app.formats().count(made.length))),
    h("p", { class: "hint" }, lead),
    listOf(app, now, made),
  );
}

const listOf = (app: App, now: Now, made: readonly Control[]): HTMLElement =>
  h("ul", { class: "closed" }, ...made.map((control) => controlItem(app, now, control)));

function stateOf(app: App, { mayAct }: Now, paused: Control | undefined): HTMLElement {
  const texts = app.texts().controls;
  const button = h(
    "button",
    { type: "button", class: paused ? "button" : "button danger", "data-keep": "pause" },
    icon(paused ? "play" : "pause"),
    paused ? texts.resume : texts.pause,
  );
  button.addEventListener(
    "click",
    () => app.confirm(paused ? { act: "resume" } : { act: "pause", reason: "" }),
  );
  return h(
    "div",
    { class: paused ? "state is-paused" : "state" },
    h("p", {}, paused ? texts.pausedSince(app.formats().time(paused.made_at), paused.made_by) : texts.open),
    paused ? h("p", { class: "given" }, paused.reason) : null,
    mayAct ? button : null,
  );
}
