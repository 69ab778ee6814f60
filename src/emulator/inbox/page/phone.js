import { byId, element } from "./dom.js";
import { emulator } from "./emulator.js";
import { text, timeOf } from "./language.js";
import { DELIVERED, FAILURES } from "./receipt-codes.js";

const ALL = "";
const PAUSE_MS = 5 * 60 * 1000;

let messages = [];
let chosen = ALL;
let showRequest = () => {};

export function startPhone({ onShowRequest }) {
  showRequest = onShowRequest;
  byId("phones").addEventListener("change", ({ target }) => {
    chosen = target.value;
    renderPhone();
  });
}

export function setMessages(all) {
  messages = all;
  renderPhone();
}

/** At the end, and once: a message may come by the stream and by the list. */
export function addMessage(message) {
  if (messages.some(({ id }) => id === message.id)) return;
  messages = [...messages, message];
  // A phone that shows another number would hide what has just happened.
  if (chosen !== ALL && chosen !== message.phone) chosen = message.phone;
  renderPhone(message.id);
  byId("announcer").textContent = text("arrived", message.phone, message.text);
}

/** The carrier has reported on one that is here already. */
export function updateMessage(message) {
  messages = messages.map((one) => one.id === message.id ? message : one);
  const chat = byId("chat");
  const { scrollTop } = chat;
  renderPhone();
  chat.scrollTop = scrollTop;
}

export function renderPhone(newest) {
  const focused = document.activeElement?.id;
  renderPicker();
  const shown = messages.filter(({ phone }) => chosen === ALL || chosen === phone);
  const chat = byId("chat");
  chat.replaceChildren(
    ...(shown.length === 0 ? [empty()] : shown.flatMap((message, i) => [
      ...(opensPause(message, shown[i - 1])
        ? [element("p", { class: "day" }, timeOf(message.at).slice(0, 5))]
        : []),
      bubble(message, message.id === newest),
    ])),
  );
  byId("clear").hidden = messages.length === 0;
  chat.scrollTop = chat.scrollHeight;
  if (focused?.startsWith("report-")) byId(focused)?.focus({ preventScroll: true });
}

function renderPicker() {
  const phones = [...new Set(messages.map(({ phone }) => phone))];
  if (chosen !== ALL && !phones.includes(chosen)) chosen = ALL;
  const options = [[ALL, text("allPhones")], ...phones.map((phone) => [phone, readable(phone)])];
  byId("phones").replaceChildren(
    ...options.map(([value, label]) => element("option", { value, selected: value === chosen }, label)),
  );
}

const opensPause = ({ at }, before) =>
  before === undefined || Date.parse(at) - Date.parse(before.at) > PAUSE_MS;

const empty = () =>
  element(
    "div",
    { class: "empty" },
    element("span", { class: "empty-icon", "aria-hidden": "true" }),
    element("strong", {}, text("noMessages")),
    element("span", {}, text("noMessagesHint")),
  );

function bubble(message, isNew) {
  const code = codeOf(message);
  const { code: receipt, reportedAt } = message.receipt;
  // What has not been reported has not failed.
  const delivered = message.receipt.delivered || reportedAt === null;
  return element(
    "article",
    { class: `sms${isNew ? " new" : ""}${delivered ? "" : " lost"}` },
    chosen === ALL ? element("p", { class: "to" }, text("to", readable(message.phone))) : null,
    element(
      "p",
      { class: "bubble", lang: /\p{Script=Han}/u.test(message.text) ? "zh-CN" : "en" },
      ...marked(message.text, code),
    ),
    delivered ? null : element("p", { class: "warning" }, text("undelivered", receipt)),
    element(
      "p",
      { class: "under" },
      code === undefined || !delivered ? null : copyButton(code),
      element(
        "button",
        { type: "button", class: "link", onclick: () => showRequest(message.request.id) },
        text("showRequest"),
      ),
      element("time", { datetime: message.at }, timeOf(message.at)),
    ),
    carrier(message),
  );
}

/** What the carrier has reported, and a way to have it report something else. */
function carrier({ id, phone, receipt: { delivered, reportedAt } }) {
  const state = reportedAt === null
    ? text("waiting")
    : delivered
    ? text("deliveredAt", timeOf(reportedAt))
    : text("failedAt", timeOf(reportedAt));
  const select = element(
    "select",
    {
      id: `report-${id}`,
      "aria-label": text("reportOn", readable(phone)),
      onchange: () => void emulator.report(id, select.value).catch(() => announceFailure()),
    },
    element("option", { value: "", selected: true, disabled: true, hidden: true }, text("report")),
    element("option", { value: DELIVERED }, text("delivered")),
    ...FAILURES.map(({ code, name }) => element("option", { value: code }, text(name))),
  );
  return element("p", { class: "carrier" }, element("span", {}, state), select);
}

const announceFailure = () => (byId("announcer").textContent = text("failed"));

/** The code is what the template calls so; a text without template shows it as its only run of digits. */
function codeOf({ params, text: content }) {
  return params.code ?? /\b\d{4,10}\b/.exec(content)?.[0];
}

function marked(content, code) {
  const at = code === undefined ? -1 : content.indexOf(code);
  if (at < 0) return [content];
  return [content.slice(0, at), element("mark", {}, code), content.slice(at + code.length)];
}

function copyButton(code) {
  const button = element("button", { type: "button", class: "copy" }, text("copyCode", code));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    button.textContent = text("copied");
    byId("announcer").textContent = text("copied");
    setTimeout(() => (button.textContent = text("copyCode", code)), 1500);
  });
  return button;
}

export const readable = (phone) => phone.replace(/^(\+86)(1\d{2})(\d{4})(\d{4})$/, "$1 $2 $3 $4");
