import { afterAct } from "./after-act.ts";
import { createApi } from "./api.ts";
import type { App, State } from "./app.ts";
import { createCards } from "./cards.ts";
import { confirmDialog } from "./confirm-dialog.ts";
import { h, relabel } from "./dom.ts";
import { formats } from "./format.ts";
import { header } from "./header.ts";
import { otherSpeech, spokenHere } from "./language.ts";

const EVERY_MS = 4_000;

function start(root: HTMLElement): void {
  const speech = spokenHere(localStorage, navigator.language);
  let state: State = {
    speech,
    now: undefined,
    history: undefined,
    range: "day",
    by: "countries",
    person: undefined,
    shown: 12,
    closedShown: 12,
    failed: undefined,
  };
  let spokenFormats = formats(speech);
  const app: App = {
    api: createApi(zoneHere()),
    state: () => state,
    texts: () => state.speech.texts,
    formats: () => spokenFormats,
    set(changes) {
      const spoken = state.speech;
      state = { ...state, ...changes };
      if (spoken !== state.speech) spokenFormats = formats(state.speech);
      if (spoken !== state.speech || "person" in changes) relabel(root);
      show();
    },
    async readHistory() {
      const { range } = state;
      const answer = await app.api.history(range);
      // Another range was chosen meanwhile.
      if (range !== state.range) return;
      app.set(answer.ok ? { history: answer.value, failed: undefined } : { failed: answer });
    },
    confirm(wanted, done) {
      const dialog = confirmDialog(app, wanted, (said) => {
        done?.();
        news.textContent = said;
        app.set({ person: afterAct(state.person, wanted) });
        void read();
      });
      document.body.append(dialog);
      dialog.showModal();
    },
  };
  const cards = createCards(app);
  const head = header(app, () => app.set({ speech: otherSpeech(state.speech, localStorage) }));
  const news = h("p", { class: "news", role: "status" });
  root.replaceChildren(head.element, news, h("main", { class: "cards" }, ...cards.elements));

  function show(): void {
    document.documentElement.lang = state.speech.language === "zh" ? "zh-CN" : "en";
    document.title = app.texts().brand;
    root.classList.toggle("reading", state.now === undefined);
    head.show();
    cards.show();
  }

  async function read(): Promise<void> {
    const answer = await app.api.now();
    app.set(answer.ok ? { now: answer.value } : { failed: answer });
    if (answer.ok) await app.readHistory();
  }

  /** Whatever becomes of one read, the next one comes. */
  async function keepReading(): Promise<void> {
    try {
      if (!document.hidden) await read();
    } finally {
      setTimeout(() => void keepReading(), EVERY_MS);
    }
  }
  document.addEventListener("visibilitychange", () => void (document.hidden || read()));
  show();
  void keepReading();
}

/** A system without a time zone is in one that only the browser knows. */
function zoneHere(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === "Etc/Unknown" ? "UTC" : timeZone;
}

const root = document.getElementById("app");
if (root) start(root);
