import { byId, element } from "./dom.js";
import { emulator } from "./emulator.js";
import { text } from "./language.js";
import { DELIVERED, FAILURES } from "./receipt-codes.js";
import { switchRow } from "./switch-row.js";

/** What the carrier's delay may be; the API takes any. */
const DELAYS = [["0", "atOnce"], ["3000", "inSeconds", 3], ["20000", "inSeconds", 20], ["", "byHand"]];

let settings;

export async function readReceiptSettings() {
  settings = await emulator.receiptSettings();
  renderReceipts();
}

/** Drawn once for each change, the focus stays where it was. */
export function renderReceipts() {
  if (settings === undefined) return;
  const { url, delayMs, code, times, newestFirst } = settings;
  const focused = document.activeElement?.id;
  byId("receipts").replaceChildren(
    choice("receipt-delay", "carrierReports", delayOptions(delayMs), (value) => ({
      delayMs: value === "" ? null : Number(value),
    })),
    choice("receipt-code", "carrierSays", codeOptions(code), (value) => ({ code: value || null })),
    switchRow(text("pushedTwice"), "times 2", times > 1, (on) => change({ times: on ? 2 : 1 })),
    switchRow(text("newestFirst"), "newestFirst", newestFirst, (on) => change({ newestFirst: on })),
    element(
      "p",
      { class: "hint where" },
      url === null ? text("pushedNowhere") : text("pushedTo", origin(url)),
    ),
  );
  if (focused) byId(focused)?.focus();
}

async function change(changes) {
  try {
    settings = await emulator.updateReceiptSettings(changes);
  } catch {
    byId("announcer").textContent = text("failed");
  }
  renderReceipts();
}

function choice(id, label, options, changesOf) {
  return element(
    "p",
    { class: "choice" },
    element("label", { for: id }, text(label)),
    element("select", { id, onchange: ({ target }) => change(changesOf(target.value)) }, ...options),
  );
}

function delayOptions(delayMs) {
  const chosen = delayMs === null ? "" : String(delayMs);
  const known = DELAYS.some(([value]) => value === chosen);
  // Somebody may have set another one through the API.
  const all = known ? DELAYS : [...DELAYS, [chosen, "inSeconds", Number(chosen) / 1000]];
  return all.map(([value, name, seconds]) =>
    element("option", { value, selected: value === chosen }, text(name, seconds))
  );
}

function codeOptions(chosen) {
  const known = [DELIVERED, ...FAILURES.map(({ code }) => code)];
  const others = chosen === null || known.includes(chosen) ? [] : [{ code: chosen }];
  return [
    element("option", { value: "", selected: chosen === null }, text("asBefits")),
    ...[...FAILURES, ...others].map(({ code, name }) =>
      element("option", { value: code, selected: code === chosen }, name ? text(name) : code)
    ),
  ];
}

/** Without the end of the path: it is a secret where the function is not on this machine. */
const origin = (url) => new URL(url).origin;
