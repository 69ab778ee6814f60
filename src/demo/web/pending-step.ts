import * as z from "zod/mini";

const schema = z.discriminatedUnion("flow", [
  z.object({ flow: z.literal("sign_up"), phone: z.string() }),
  z.object({ flow: z.literal("sign_in"), phone: z.string() }),
  z.object({ flow: z.literal("phone_change"), phone: z.string() }),
  z.object({
    flow: z.literal("second_factor"),
    factorId: z.string(),
    challengeId: z.string(),
    /** Confirms an enrolment; otherwise a sign-in. */
    enrolling: z.boolean(),
  }),
]);

/** A code is on its way, and the page waits for it. */
export type PendingStep = z.infer<typeof schema>;

export interface PendingSteps {
  read(): PendingStep | undefined;
  write(step: PendingStep): void;
  clear(): void;
}

const KEY = "demo-pending-step";

/** Survives a reload of the tab: people leave for the SMS app, and phones drop pages in the background. */
export function createPendingSteps(storage: Storage): PendingSteps {
  return {
    read() {
      const stored = schema.safeParse(parseJson(storage.getItem(KEY)));
      return stored.success ? stored.data : undefined;
    },
    write: (step) => storage.setItem(KEY, JSON.stringify(step)),
    clear: () => storage.removeItem(KEY),
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
