import { type CodeStep, pendingStepSchema } from "./code-step.ts";

export interface PendingSteps {
  read(): CodeStep | undefined;
  write(step: CodeStep): void;
  clear(): void;
}

const KEY = "demo-pending-step";

/**
 * Survives a reload of the tab: people leave for the SMS app, and phones drop pages in the background. A step that
 * holds a password is kept in memory alone.
 */
export function createPendingSteps(storage: Storage): PendingSteps {
  let unstored: CodeStep | undefined;
  return {
    read() {
      if (unstored) return unstored;
      const stored = pendingStepSchema.safeParse(parseJson(storage.getItem(KEY)));
      return stored.success ? stored.data : undefined;
    },
    write(step) {
      unstored = step.flow === "password" ? step : undefined;
      if (step.flow === "password") storage.removeItem(KEY);
      else storage.setItem(KEY, JSON.stringify(step));
    },
    clear() {
      unstored = undefined;
      storage.removeItem(KEY);
    },
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
