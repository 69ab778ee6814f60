import { byId, element } from "./dom.js";
import { text, timeOf } from "./language.js";

const SHOWN = 100;
let requests = [];
/** What is unfolded stays so when the list is drawn again. */
const open = new Set();

export function setRequests(all) {
  requests = all;
  renderRequests();
}

export function addRequest(request) {
  if (requests.some(({ id }) => id === request.id)) return;
  requests = [...requests, request];
  renderRequests(request.id);
}

export function renderRequests(newest) {
  const rows = requests.slice(-SHOWN).reverse().map((request) => row(request, request.id === newest));
  byId("requests").replaceChildren(
    ...(rows.length > 0 ? rows : [element("li", { class: "none" }, text("noRequests"))]),
  );
}

export function showRequest(id) {
  open.add(id);
  renderRequests();
  const details = byId(`request-${id}`);
  details?.scrollIntoView({ block: "center", behavior: "smooth" });
  details?.querySelector("summary").focus({ preventScroll: true });
}

function row(request, isNew) {
  const [kind, label] = outcome(request);
  const details = element(
    "details",
    { id: `request-${request.id}`, open: open.has(request.id), class: isNew ? "new" : "" },
    element(
      "summary",
      {},
      element("span", { class: `badge ${kind}` }, label),
      element("span", { class: "what" }, request.action ?? request.method),
      element("time", { datetime: request.at }, timeOf(request.at)),
      element("code", { class: "result" }, resultOf(request)),
    ),
    ...contents(request),
  );
  details.addEventListener("toggle", () => details.open ? open.add(request.id) : open.delete(request.id));
  return element("li", {}, details);
}

const READING = ["QueryMessage", "QuerySendDetails", "GetSmsSign", "GetSmsTemplate"];

function outcome({ accepted, answer, fault, action }) {
  if (answer === null) return accepted ? ["lost", text("sentUnanswered")] : ["lost", text("unanswered")];
  if (accepted) return answer.code === "OK" ? ["sent", text("accepted")] : ["lost", text("sentDamaged")];
  const wasRead = answer.code === "OK" && READING.includes(action) && fault === null;
  return wasRead ? ["read", text("answered")] : ["refused", text("refused")];
}

function resultOf({ answer, fault }) {
  const result = answer === null ? "" : answer.code ?? `HTTP ${answer.status}`;
  return [result, ...(fault === null ? [] : [text("byFault", fault)])].filter(Boolean).join(" · ");
}

function contents({ query, form, headers, answer, method, api, signature }) {
  return [
    element("h3", {}, text("parameters")),
    element("p", { class: "hint" }, `${method} · ${api ?? "–"} · ${signature}`),
    table(tellingFirst({ ...query, ...form })),
    element("h3", {}, text("answer")),
    answer === null
      ? element("p", { class: "hint" }, text("noAnswer"))
      : element("pre", { tabindex: "0" }, `HTTP ${answer.status}\n${pretty(answer.body)}`),
    element("details", { class: "inner" }, element("summary", {}, text("headers")), table(headers)),
  ];
}

/** Every request carries these; what differs from one to the next is read first. */
const COMMON = [
  "AccessKeyId",
  "Signature",
  "SignatureMethod",
  "SignatureNonce",
  "SignatureVersion",
  "SecurityToken",
];
const ALSO_COMMON = ["Format", "RegionId", "Timestamp", "Version", "Action"];

function tellingFirst(params) {
  const isCommon = ([name]) => [...COMMON, ...ALSO_COMMON].includes(name);
  const all = Object.entries(params);
  return Object.fromEntries([...all.filter((entry) => !isCommon(entry)), ...all.filter(isCommon)]);
}

function table(values) {
  const rows = Object.entries(values).flatMap((
    [name, value],
  ) => [element("dt", {}, name), element("dd", {}, value)]);
  return element("dl", {}, ...rows);
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
