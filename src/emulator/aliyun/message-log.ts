import type { EmulatedMessage, Receipt } from "./entities.ts";
import { createRecorder } from "./recorder.ts";

export type MessageEvent =
  | { readonly type: "message"; readonly message: EmulatedMessage }
  | { readonly type: "receipt"; readonly message: EmulatedMessage }
  | { readonly type: "cleared" };

export type MessageLog = {
  add(message: EmulatedMessage): void;
  all(): readonly EmulatedMessage[];
  /** Gives an SMS another receipt. @returns the SMS, or undefined where there is none of this id */
  update(id: string, receipt: Receipt): EmulatedMessage | undefined;
  /** How many were ever added; clearing does not turn it back. */
  total(): number;
  clear(): void;
  subscribe(listener: (event: MessageEvent) => void): () => void;
};

export function createMessageLog(): MessageLog {
  const recorder = createRecorder<EmulatedMessage>();
  const listeners = new Set<(event: MessageEvent) => void>();
  let total = 0;
  const publish = (event: MessageEvent) => listeners.forEach((listener) => listener(event));
  return {
    add(message) {
      recorder.add(message);
      total += 1;
      publish({ type: "message", message });
    },
    all: recorder.all,
    update(id, receipt) {
      const message = recorder.replace((one) => one.id === id, (one) => ({ ...one, receipt }));
      if (message) publish({ type: "receipt", message });
      return message;
    },
    total: () => total,
    clear() {
      recorder.clear();
      publish({ type: "cleared" });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
