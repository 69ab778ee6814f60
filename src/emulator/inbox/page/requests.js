import { byId, element } from "./dom.js";
import { text, timeOf } from "./language.js";
import { readable } from "./phone.js";

const SHOWN = 100;
let requests = [];
/** What is unfolded stays so when the list is drawn again. */
const open = new Set();

/** What the hook made of a request, by the mark that it gave it. */
let verdicts = new Map();

export function setRequests(all, verdictsOfAll) {
  requests = all;
  verdicts = new Map(verdictsOfAll.map((verdict) => [verdict.outId, verdict]));
  renderRequests();
}

export function addRequest(request) {
  if (requests.some(({ id }) => id === request.id)) return;
  requests = [...requests, request];
  renderRequests(request.id);
}

export function noteVerdict(verdict) {
  verdicts.set(verdict.outId, verdict);
  renderRequests();
}

export function renderRequests(newest) {
  // They are told of when they are answered, which may be long after they came.
  const byTime = [...requests].reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const rows = byTime.slice(0, SHOWN).map((request) => row(request, request.id === newest));
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
      element("span", { class: "facts" }, factsOf(request)),
      element("code", { class: "result" }, resultOf(request)),
      verdictOf(request),
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
  // Neither a yes nor a no: the caller cannot know.
  if (answer.code === null) return ["lost", text("unreadable")];
  const wasRead = answer.code === "OK" && READING.includes(action) && fault === null;
  return wasRead ? ["read", text("answered")] : ["refused", text("refused")];
}

function resultOf({ answer, fault }) {
  const result = answer === null ? "" : answer.code ?? `HTTP ${answer.status}`;
  return [result, ...(fault === null ? [] : [text("byFault", fault)])].filter(Boolean).join(" · ");
}

const FLOWS = { signup: "flowSignup", signin: "flowSignin", phone_change: "flowPhoneChange", mfa: "flowMfa" };

function factsOf({ query, form, api }) {
  const given = { ...query, ...form };
  const number = given.PhoneNumbers ?? given.PhoneNumber ?? given.To;
  const flow = FLOWS[verdictFor({ query, form })?.flow];
  return [number && readable(withPlus(number)), api, flow && text(flow)].filter(Boolean).join(" · ");
}

/** Mainland numbers come without their country, others without their plus sign. */
function withPlus(number) {
  if (/^1\d{10}$/.test(number)) return `+86${number}`;
  return /^\d+$/.test(number) ? `+${number}` : number;
}

const verdictFor = ({ query, form }) =>
  verdicts.get(form.OutId ?? query.OutId ?? form.TaskId ?? query.TaskId);

const VERDICTS = {
  accepted: ["sent", "hookAccepted"],
  unconfirmed: ["lost", "hookUnconfirmed"],
  rejected: ["refused", "hookRejected"],
  refused: ["refused", "hookRefused"],
};

/** Of the whole request to the hook, which may have come to the provider more than once. */
function verdictOf(request) {
  const verdict = verdictFor(request);
  const [kind, name] = VERDICTS[verdict?.result] ?? [];
  if (name === undefined) return null;
  return element(
    "span",
    { class: "verdict" },
    element("span", { class: `badge ${kind}` }, text(name)),
    verdict.reason === null ? null : element("code", {}, verdict.reason),
  );
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
