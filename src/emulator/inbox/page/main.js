import { byId } from "./dom.js";
import { emulator, listen } from "./emulator.js";
import { readFaults, renderFaults } from "./faults.js";
import { locale, switchLanguage, text, translatePage } from "./language.js";
import { addMessage, renderPhone, setMessages, startPhone, updateMessage } from "./phone.js";
import { readReceiptSettings, renderReceipts } from "./receipts.js";
import { addRequest, renderRequests, setRequests, showRequest } from "./requests.js";

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

async function readAll() {
  const [messages, requests] = await Promise.all([
    emulator.messages(),
    emulator.requests(),
    readFaults(),
    readReceiptSettings(),
  ]);
  setMessages(messages);
  setRequests(requests);
}

function setLive(live) {
  isLive = live;
  renderLive();
}

function tick() {
  byId("clock").textContent = new Date().toLocaleTimeString(locale(), {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
}

startPhone({ onShowRequest: showRequest });
renderAll();
tick();
setInterval(tick, 5000);

byId("language").addEventListener("click", () => {
  switchLanguage();
  renderAll();
});
byId("clear").addEventListener("click", () => void emulator.clearMessages());
byId("reset").addEventListener("click", async () => {
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
  onMessage: addMessage,
  onReceipt: updateMessage,
  onRequest: (request) => {
    addRequest(request);
    // A fault that strikes once is gone now.
    void readFaults();
  },
  onCleared: () => setMessages([]),
});
