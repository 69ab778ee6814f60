/** What the user is doing; no field of Auth's says it, `gotrue/flow-of.ts` tells it from the payload. */
export const FLOWS = ["signup", "signin", "phone_change", "mfa"] as const;
export type SendSmsFlow = typeof FLOWS[number];
