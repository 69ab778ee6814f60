import { byId, element } from "./dom.js";
import { emulator } from "./emulator.js";
import { FAULT_GROUPS, isSameFault, nameOf } from "./fault-list.js";
import { text } from "./language.js";
import { switchRow } from "./switch-row.js";

let faults = [];
let flowControl = true;
let times = null;
/** A request that comes in meanwhile draws the form again. */
let typedCode = "";

export async function readFaults() {
  const [set, settings] = await Promise.all([emulator.faults(), emulator.settings()]);
  faults = set;
  flowControl = settings.flowControl;
  renderFaults();
}

/** Drawn once for each change, the focus stays where it was. */
export function renderFaults() {
  const focused = document.activeElement?.id;
  byId("faults").replaceChildren(
    scope(),
    ...FAULT_GROUPS.map(({ name, faults: list }) =>
      group(
        name,
        ...list.map((entry) => faultSwitch(text(entry.name), entry.fault)),
        ...(name === "provider" ? [anyCode()] : []),
      )
    ),
    group("limits", limitSwitch(), passMinute()),
  );
  if (focused) byId(focused)?.focus();
}

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
    element("label", { for: "fault-times" }, text("strikes")),
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

const group = (name, ...rows) =>
  element("fieldset", { class: name }, element("legend", {}, text(name)), ...rows);

function faultSwitch(label, fault) {
  const isOn = faults.some((set) => isSameFault(set, fault));
  return switchRow(
    label,
    nameOf(fault),
    isOn,
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
    onclick: () =>
      act(async () => {
        await emulator.advanceClock(60);
        byId("announcer").textContent = text("minutePassed");
      }),
  }, text("passMinute"));
}
