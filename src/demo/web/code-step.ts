import * as z from "zod/mini";

/** A code is on its way, and the page waits for it. */
export const pendingStepSchema = z.discriminatedUnion("flow", [
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

type PendingStep = z.infer<typeof pendingStepSchema>;

export type CodeStep = PendingStep | {
  readonly flow: "password";
  /** Never stored: a reload begins the change of password again. */
  readonly newPassword: string;
  readonly currentPassword?: string;
  readonly sentTo: "email" | "phone";
  readonly phone: string;
};
