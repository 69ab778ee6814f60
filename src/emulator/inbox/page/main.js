import { byId } from "./dom.js";
import { emulator, listen } from "./emulator.js";
import { readFaults, renderFaults, seekFaults } from "./faults.js";
import { locale, switchLanguage, text, translatePage } from "./language.js";
import { addMessage, renderPhone, setMessages, startPhone, updateMessage } from "./phone.js";
import { readReceiptSettings, renderReceipts } from "./receipts.js";
import { addRequest, noteVerdict, renderRequests, setRequests, showRequest } from "./requests.js";
import { providersTime, readSurroundings } from "./surroundings.js";

let isLive = false;

function renderAll() {
  translatePage();
  byId("language").textContent = text("otherLanguage");
  renderLive();
  renderPhone();
  renderRequests();
  renderFaults();
  renderReceipts();
}

function renderLive() {
  byId("live").textContent = text(isLive ? "live" : "offline");
  byId("live").classList.toggle("off", !isLive);
}

let reads = 0;
let told = [];

/** What is told while the lists are read may be newer than they are, so it waits for them. */
const afterReads = (tell) => (data) => reads === 0 ? tell(data) : void told.push(() => tell(data));

async function readAll() {
  reads += 1;
  try {
    const [messages, requests, { verdicts }] = await Promise.all([
      emulator.messages(),
      emulator.requests(),
      readSurroundings(),
      readFaults(),
      readReceiptSettings(),
    ]);
    setMessages(messages);
    setRequests(requests, verdicts);
    tick();
  } finally {
    reads -= 1;
    if (reads === 0) {
      for (const tell of told) tell();
      told = [];
    }
  }
}

function setLive(live) {
  isLive = live;
  renderLive();
}

function tick() {
  byId("clock").textContent = providersTime().toLocaleTimeString(locale(), {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
}

startPhone({ onShowRequest: showRequest });
renderAll();
tick();
setInterval(tick, 5000);
document.addEventListener("clock-moved", tick);

byId("language").addEventListener("click", () => {
  switchLanguage();
  renderAll();
});
byId("clear").addEventListener("click", () => void emulator.clearMessages());
byId("fault-search").addEventListener("input", ({ target }) => seekFaults(target.value));
byId("reset").addEventListener("click", () => byId("reset-dialog").showModal());
byId("reset-dialog").addEventListener("close", async ({ target }) => {
  const isMeant = target.returnValue === "reset";
  // Escape leaves what the last answer was.
  target.returnValue = "";
  if (!isMeant) return;
  await emulator.reset();
  await readAll();
});
// Somebody may have changed the faults by curl or by a test meanwhile.
addEventListener("focus", () => {
  void readFaults();
  void readReceiptSettings();
});

listen({
  onOpen: () => {
    setLive(true);
    void readAll();
  },
  onClosed: () => setLive(false),
  onMessage: afterReads(addMessage),
  onReceipt: afterReads(updateMessage),
  onRequest: afterReads((request) => {
    addRequest(request);
    // A fault that strikes once is gone now.
    void readFaults();
  }),
  onVerdict: afterReads(noteVerdict),
  onCleared: afterReads(() => setMessages([])),
});
