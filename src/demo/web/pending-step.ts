import * as z from "zod/mini";
import type { CodeStep } from "./app.ts";

const schema = z.discriminatedUnion("flow", [
  z.object({ flow: z.literal("sign_up"), phone: z.string() }),
  z.object({ flow: z.literal("sign_in"), phone: z.string() }),
  z.object({ flow: z.literal("reset_password"), phone: z.string() }),
  z.object({ flow: z.literal("phone_change"), phone: z.string() }),
  z.object({
    flow: z.literal("second_factor"),
    factorId: z.string(),
    challengeId: z.string(),
    /** Unknown where Auth does not tell it. */
    phone: z.optional(z.string()),
    /** Where the person was going. */
    next: z.enum(["factor_added", "home", "new_password"]),
  }),
]);

/** A code is on its way, and the page waits for it. */
export type PendingStep = z.infer<typeof schema>;

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
      const stored = schema.safeParse(parseJson(storage.getItem(KEY)));
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
