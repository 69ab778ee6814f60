import { z } from "zod";

const scope = {
  /** How many requests it strikes before it is gone; null for all of them. */
  times: z.int().positive().nullable().default(null),
  /** Strike only requests to this number, in any notation. */
  number: z.string().min(1).nullable().default(null),
  api: z.enum(["dysmsapi", "dypnsapi", "globe"]).nullable().default(null),
  /** Strike only this action, such as `SendSms`. */
  action: z.string().min(1).nullable().default(null),
};

/** `before`: the provider never saw the request. `after`: it was handled, an SMS may be on its way. */
const when = z.enum(["before", "after"]).default("before");
const serverError = z.int().min(500).max(599);

export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("delay"), ms: z.int().min(0).max(600_000), ...scope }),
  z.strictObject({ kind: z.literal("hang"), when, ...scope }),
  z.strictObject({ kind: z.literal("reset"), when, ...scope }),
  z.strictObject({ kind: z.literal("html"), status: serverError.default(502), when, ...scope }),
  z.strictObject({ kind: z.literal("garbage"), when, ...scope }),
  z.strictObject({ kind: z.literal("truncated"), when, ...scope }),
  z.strictObject({
    kind: z.literal("no-code"),
    status: z.int().min(200).max(599).default(200),
    when,
    ...scope,
  }),
  z.strictObject({
    kind: z.literal("code"),
    code: z.string().min(1),
    message: z.string().optional(),
    status: z.int().min(200).max(599).optional(),
    ...scope,
  }),
]);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;
export type CodeFault = Extract<Fault, { kind: "code" }>;
export type TransportFault = Exclude<Fault, { kind: "code" }>;
