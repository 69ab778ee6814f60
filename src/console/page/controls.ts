import type { Control, Now } from "../wire.ts";
import type { App } from "./app.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

/** Whether sending is open, what is closed, by whom and why, and the buttons that change it. */
export function controls(app: App, now: Now): HTMLElement[] {
  const texts = app.texts().controls;
  const paused = now.controls.find(({ kind }) => kind === "paused");
  const blocked = now.controls.filter(({ kind }) => kind === "blocked");
  return [
    stateOf(app, now, paused),
    h("h3", {}, texts.closed),
    blocked.length === 0
      ? h("p", { class: "empty" }, texts.nothing)
      : h("ul", { class: "closed" }, ...blocked.map((control) => closed(app, now, control))),
    ...(now.mayAct ? [] : [h("p", { class: "hint" }, texts.readOnly)]),
  ];
}

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
    paused ? h("p", { class: "remedy" }, paused.reason) : null,
    mayAct ? button : null,
  );
}

function closed(app: App, { mayAct }: Now, control: Control): HTMLElement {
  const texts = app.texts().controls;
  const format = app.formats();
  const subject = /^\d/.test(control.subject) ? `+${control.subject}` : control.subject;
  const place = subject.startsWith("+") ? subject : `${format.region(subject)} (${subject})`;
  const who = control.made_by === "guard" ? texts.guard : control.made_by;
  const button = h(
    "button",
    {
      type: "button",
      class: "small",
      "aria-label": texts.unblockOf(subject),
      "data-keep": `unblock ${subject}`,
    },
    texts.unblock,
  );
  button.addEventListener("click", () => app.confirm({ act: "unblock", subject }));
  return h(
    "li",
    {},
    h(
      "div",
      { class: "closed-head" },
      h("b", {}, place),
      h("span", {}, control.until ? texts.until(format.time(control.until)) : texts.untilLifted),
      mayAct ? button : null,
    ),
    h("p", {}, control.reason),
    h("p", { class: "hint" }, texts.madeBy(who, format.time(control.made_at))),
    control.evidence ? evidence(app, control.evidence, subject) : null,
  );
}

/** Whatever the guard has counted, under its own names. */
function evidence(app: App, given: Readonly<Record<string, unknown>>, subject: string): HTMLElement {
  return h(
    "details",
    { class: "more", "data-keep": `evidence ${subject}` },
    h("summary", { "data-keep": `evidence summary ${subject}` }, app.texts().controls.evidence),
    h(
      "dl",
      { class: "facts" },
      ...Object.entries(given).flatMap(([name, value]) => [
        h("dt", {}, name),
        h("dd", {}, typeof value === "number" ? app.formats().count(value) : plain(value)),
      ]),
    ),
  );
}

const plain = (value: unknown): string => typeof value === "string" ? value : JSON.stringify(value);
