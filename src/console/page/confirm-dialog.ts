import { MOST_OF_A_REASON, readReason } from "../reason.ts";
import type { Act } from "../wire.ts";
import type { App } from "./app.ts";
import { labelled, LASTING, lastingText } from "./block-form.ts";
import { h, newId } from "./dom.ts";
import { subjectName } from "./subject.ts";

/** Asks before anything changes for anybody; the browser keeps the focus inside and gives it back. */
export function confirmDialog(app: App, wanted: Act, onDone: (said: string) => void): HTMLDialogElement {
  const texts = app.texts();
  const words = wordsOf(app, wanted);
  const titleId = newId("title");
  const problem = h("p", { class: "problem", role: "alert" });
  const reason = h("input", {
    class: "input",
    autocomplete: "off",
    maxlength: String(MOST_OF_A_REASON),
    required: true,
  });
  const lasting = h("select", { class: "input" });
  lasting.append(
    ...LASTING.map((hours) =>
      h("option", { value: String(hours), selected: hours === 24 }, lastingText(app, hours))
    ),
  );
  const hoursOf = () => lasting.value === "null" ? null : Number(lasting.value);
  const go = h("button", { type: "submit", class: words.danger ? "button danger" : "button" }, words.button);
  const cancel = h("button", { type: "button", class: "button quiet" }, texts.confirm.cancel);
  const needsReason = wanted.act === "pause" || wanted.act === "block";
  const form = h(
    "form",
    { method: "dialog", novalidate: true },
    h("h2", { id: titleId }, words.title),
    h("p", { class: "lead" }, words.lead),
    wanted.act === "block" ? labelled(texts.controls.lasting, lasting) : null,
    needsReason ? labelled(texts.controls.reason, reason) : null,
    problem,
    h("div", { class: "buttons" }, cancel, go),
  );
  const dialog = h("dialog", { "aria-labelledby": titleId }, form);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  reason.addEventListener("input", () => {
    reason.removeAttribute("aria-invalid");
    problem.textContent = "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = readReason(reason.value);
    if (needsReason && !given.ok) {
      problem.textContent = given.error[app.state().speech.language];
      reason.setAttribute("aria-invalid", "true");
      return reason.focus();
    }
    go.disabled = true;
    const answer = await app.api.act(filled(wanted, given.ok ? given.value : "", hoursOf()));
    go.disabled = false;
    if (answer.ok) {
      dialog.close();
      return onDone(words.done);
    }
    problem.textContent = answer.problem?.[app.state().speech.language] ?? texts.lost;
  });
  return dialog;
}

function filled(wanted: Act, reason: string, hours: number | null): Act {
  if (wanted.act === "pause") return { ...wanted, reason };
  return wanted.act === "block" ? { ...wanted, reason, hours } : wanted;
}

function wordsOf(app: App, wanted: Act) {
  const { confirm, controls, done } = app.texts();
  switch (wanted.act) {
    case "pause":
      return {
        title: confirm.pause,
        lead: confirm.pauseLead,
        button: controls.pause,
        done: done.pause,
        danger: true,
      };
    case "resume":
      return { title: confirm.resume, lead: confirm.resumeLead, button: controls.resume, done: done.resume };
    case "block": {
      const name = subjectName(app, wanted.subject);
      return {
        title: confirm.block(name),
        lead: confirm.blockLead,
        button: app.texts().breakdown.block,
        done: done.block(name),
        danger: true,
      };
    }
    case "unblock": {
      const name = subjectName(app, wanted.subject);
      return {
        title: confirm.unblock(name),
        lead: unblockLead(app, wanted.subject),
        button: controls.unblock,
        done: done.unblock(name),
      };
    }
    case "unblock_guard":
      return {
        title: confirm.unblockGuard,
        lead: confirm.unblockGuardLead,
        button: controls.unblockGuard,
        done: done.unblockGuard,
      };
  }
}

/** What lifting it changes: of the guard's it depends on what it was. */
function unblockLead(app: App, subject: string): string {
  const { confirm } = app.texts();
  if (subject === "ip:*") return confirm.unblockRushLead;
  const made = app.state().now?.controls.filter((control) => control.subject === subject) ?? [];
  if (made.length > 0 && made.every(({ refuses }) => refuses === "nobody")) {
    return confirm.unblockObservedLead;
  }
  const byGuard = subject.includes(":") || made.some(({ made_by }) => made_by === "guard");
  return byGuard ? confirm.unblockGuardedLead : confirm.unblockLead;
}
