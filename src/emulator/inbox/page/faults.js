import { byId, element } from "./dom.js";
import { emulator } from "./emulator.js";
import { FAULT_GROUPS, isSameFault, nameOf } from "./fault-list.js";
import { text } from "./language.js";
import { authRows, readSurroundings } from "./surroundings.js";
import { switchRow } from "./switch-row.js";

let faults = [];
let flowControl = true;
let times = null;
/** A request that comes in meanwhile draws the form again. */
let typedCode = "";
let sought = "";
/** What somebody opened or closed; else a group is open where there is room. */
const unfolded = new Map();
const hasRoom = matchMedia("(min-width: 801px)");
hasRoom.addEventListener("change", () => renderFaults());

export async function readFaults() {
  const [set, settings] = await Promise.all([emulator.faults(), emulator.settings(), readSurroundings()]);
  faults = set;
  flowControl = settings.flowControl;
  renderFaults();
}

export function seekFaults(words) {
  sought = words.trim().toLowerCase();
  renderFaults();
}

/** Drawn once for each change, the focus stays where it was. */
export function renderFaults() {
  const focused = document.activeElement?.id;
  const groups = FAULT_GROUPS.map(({ name, faults: list }) =>
    group(
      name,
      list.filter(isSought).map((entry) => faultSwitch(text(entry.name), entry.fault)),
      list.filter(({ fault }) => isOn(fault)).length,
      name === "provider" && sought === "" ? [anyCode()] : [],
    )
  );
  const limits = sought === "" ? group("limits", [limitSwitch(), passMinute(), ...authRows(pass)], 0) : null;
  const found = [scope(), ...groups, limits].filter((part) => part !== null);
  byId("faults").replaceChildren(
    ...found,
    ...(found.length > 1 ? [] : [element("p", { class: "none" }, text("noFault"))]),
  );
  byId("faults-on").hidden = faults.length === 0;
  byId("faults-on").textContent = text("faultsOn", faults.length);
  if (focused) byId(focused)?.focus();
}

const isOn = (fault) => faults.some((set) => isSameFault(set, fault));

const isSought = ({ name, fault }) => `${text(name)} ${nameOf(fault)}`.toLowerCase().includes(sought);

async function act(change) {
  try {
    await change();
  } catch {
    byId("announcer").textContent = text("failed");
  }
  renderFaults();
}

const put = (next) => act(async () => (faults = await emulator.setFaults(next)));

const isListed = (fault) =>
  FAULT_GROUPS.some((group) => group.faults.some((entry) => isSameFault(fault, entry.fault)));

function scope() {
  const select = element(
    "select",
    { id: "fault-times", onchange: ({ target }) => changeTimes(target.value === "once" ? 1 : null) },
    element("option", { value: "always", selected: times === null }, text("always")),
    element("option", { value: "once", selected: times !== null }, text("once")),
  );
  return element(
    "div",
    { class: "scope" },
    element("label", { for: "fault-times" }, text("appliesTo")),
    select,
    element("button", {
      type: "button",
      class: "plain",
      id: "faults-off",
      disabled: faults.length === 0,
      onclick: () => put([]),
    }, text("clearFaults")),
  );
}

/** Counts for what is on already, too: a switch must not mean two things at once. */
function changeTimes(next) {
  times = next;
  return put(faults.map((fault) => ({ ...fault, times })));
}

/** With how many of its faults are on, which a closed one would hide. */
function group(name, rows, on, more = []) {
  if (rows.length + more.length === 0) return null;
  const id = `group-${name}`;
  const details = element(
    "details",
    { class: `group ${name}`, open: sought !== "" || (unfolded.get(name) ?? hasRoom.matches) },
    element(
      "summary",
      { id },
      text(name),
      on > 0 ? element("span", { class: "badge refused" }, text("faultsOn", on)) : null,
    ),
    element("div", { role: "group", "aria-labelledby": id }, ...rows, ...more),
  );
  // Closed or opened by a person: what the search opens is none of it.
  details.querySelector("summary").addEventListener("click", () => unfolded.set(name, !details.open));
  return details;
}

function faultSwitch(label, fault) {
  return switchRow(
    label,
    nameOf(fault),
    isOn(fault),
    (on) => put(on ? [...faults, { ...fault, times }] : faults.filter((set) => !isSameFault(set, fault))),
  );
}

/** Every code the provider knows, and what somebody set through the API. */
function anyCode() {
  const input = element("input", {
    id: "any-code",
    name: "code",
    required: true,
    placeholder: "isv.…",
    autocomplete: "off",
    spellcheck: "false",
    value: typedCode,
    oninput: () => (typedCode = input.value),
  });
  const form = element(
    "form",
    {
      class: "any",
      onsubmit: (event) => {
        event.preventDefault();
        const code = input.value.trim();
        typedCode = "";
        if (code !== "") void put([...faults, { kind: "code", code, times }]);
      },
    },
    element("label", { for: "any-code" }, text("anyCode")),
    element("span", { class: "row" }, input, element("button", { class: "plain" }, text("addCode"))),
  );
  return element(
    "div",
    {},
    ...faults.filter((fault) => !isListed(fault)).map((fault) => faultSwitch(nameOf(fault), fault)),
    form,
  );
}

const limitSwitch = () =>
  switchRow(
    text("flowControl"),
    "isv.BUSINESS_LIMIT_CONTROL · flowControl",
    flowControl,
    (on) => act(async () => ({ flowControl } = await emulator.updateSettings({ flowControl: on }))),
  );

function passMinute() {
  return element("button", {
    type: "button",
    class: "plain wide",
    id: "pass-minute",
    onclick: () => pass(60, "minutePassed"),
  }, text("passMinute"));
}

const pass = (seconds, done) =>
  act(async () => {
    await emulator.advanceClock(seconds);
    await readSurroundings();
    document.dispatchEvent(new Event("clock-moved"));
    byId("announcer").textContent = text(done);
  });
