import { reasonIn } from "../../hook/ledger/reason-in.ts";
import { type Control, MET_AT_MOST, type Now } from "../wire.ts";
import type { App } from "./app.ts";
import { smallButton } from "./buttons.ts";
import { h } from "./dom.ts";
import { evidence } from "./evidence.ts";
import { subjectName } from "./subject.ts";

/** One thing that is closed, suspected or observed: until when, why, by whom, whom it met, and the button that lifts it. */
export function controlItem(app: App, { mayAct }: Now, control: Control): HTMLElement {
  const texts = app.texts().controls;
  const { time } = app.formats();
  const byGuard = control.made_by === "guard";
  return h(
    "li",
    {},
    h(
      "div",
      { class: "closed-head" },
      h("b", {}, subjectName(app, control.subject)),
      h("span", {}, control.until ? texts.until(time(control.until)) : texts.untilLifted),
      mayAct ? unblockButton(app, control.subject, `${control.id}`) : null,
    ),
    h("p", {}, byGuard ? reasonIn(control.reason, app.state().speech.language) : control.reason),
    byGuard ? h("p", {}, metBy(app, control)) : null,
    control.evidence?.["alone"] === true && control.refuses === "strangers"
      ? h("p", { class: "hint" }, texts.alone)
      : null,
    h("p", { class: "hint" }, texts.madeBy(byGuard ? texts.guard : control.made_by, time(control.made_at))),
    control.evidence || byGuard ? evidence(app, control) : null,
  );
}

/** @param place where it stands, as the same may be lifted from two */
export function unblockButton(app: App, subject: string, place: string): HTMLButtonElement {
  const texts = app.texts().controls;
  const label = texts.unblockOf(subjectName(app, subject));
  return smallButton(
    { text: texts.unblock, label, keep: `unblock ${place} ${subject}` },
    () => app.confirm({ act: "unblock", subject }),
  );
}

function metBy(app: App, { refuses, met, refused, verified }: Control): string {
  const texts = app.texts().controls;
  const { count } = app.formats();
  const upTo = (value: number) => value >= MET_AT_MOST ? texts.orMore(count(value)) : count(value);
  if (refused > 0) return texts.refused(upTo(refused));
  // Also of what is closed: a hook with SMS_GUARD=observe refuses nobody by it.
  if (met > 0) return texts.wouldRefuse(upTo(met), count(verified));
  if (refuses === "nobody") return texts.wouldRefuseNone;
  // Where two suspicions refuse together the request is counted for one of them.
  return refuses === "suspects" ? texts.refusedTogether : texts.refusedNone;
}
