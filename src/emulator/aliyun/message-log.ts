import type { EmulatedMessage } from "./entities.ts";
import { createRecorder } from "./recorder.ts";

export type MessageEvent =
  | { readonly type: "message"; readonly message: EmulatedMessage }
  | { readonly type: "cleared" };

export type MessageLog = {
  add(message: EmulatedMessage): void;
  all(): readonly EmulatedMessage[];
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
