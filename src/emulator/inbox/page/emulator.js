const BASE = "/_emulator";

async function call(method, path, body) {
  const response = await fetch(BASE + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** The control surface of the emulator that serves this page. */
export const emulator = {
  messages: async () => (await call("GET", "/messages")).messages,
  requests: async () => (await call("GET", "/requests")).requests,
  clearMessages: () => call("DELETE", "/messages"),
  faults: async () => (await call("GET", "/fault")).faults,
  setFaults: async (faults) => (await call("PUT", "/fault", faults)).faults,
  settings: () => call("GET", "/settings"),
  updateSettings: (changes) => call("PUT", "/settings", changes),
  receiptSettings: () => call("GET", "/receipts"),
  updateReceiptSettings: (changes) => call("PUT", "/receipts", changes),
  report: (message, code) => call("POST", "/receipts", { message, code }),
  surroundings: () => call("GET", "/surroundings"),
  clock: () => call("GET", "/clock"),
  advanceClock: (advanceSeconds) => call("PUT", "/clock", { advanceSeconds }),
  reset: () => call("POST", "/reset"),
};

/** `onOpen` also after a pause: what happened in between has to be read again. */
export function listen({ onOpen, onClosed, onMessage, onReceipt, onRequest, onVerdict, onCleared }) {
  const events = new EventSource(`${BASE}/events`);
  events.addEventListener("open", onOpen);
  events.addEventListener("error", onClosed);
  // The stream's own event is called "message", too; it carries an SMS like the others.
  events.addEventListener("message", ({ data }) => onMessage(JSON.parse(data)));
  events.addEventListener("receipt", ({ data }) => onReceipt(JSON.parse(data)));
  events.addEventListener("request", ({ data }) => onRequest(JSON.parse(data)));
  events.addEventListener("verdict", ({ data }) => onVerdict(JSON.parse(data)));
  events.addEventListener("cleared", onCleared);
}
