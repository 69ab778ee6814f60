/**
 * The client's copy of the hook's reasons (`src/hook/gotrue/reasons.ts`; a test holds the two equal), so
 * that this folder can be copied on its own. `codedStatus` is what Auth ≤ 2.186 lets through of a reason:
 * "Unexpected status code returned from hook: 472".
 */
export const REASONS = {
  sms_recipient_not_allowed: { codedStatus: 470, actor: "user" },
  sms_recipient_invalid: { codedStatus: 471, actor: "user" },
  sms_rate_limited: { codedStatus: 472, actor: "user" },
  sms_destination_ambiguous: { codedStatus: 473, actor: "operator" },
  sms_sending_disabled: { codedStatus: 474, actor: "operator" },
  sms_misconfigured: { codedStatus: 475, actor: "operator" },
  sms_provider_unavailable: { codedStatus: 476, actor: "provider" },
  sms_internal: { codedStatus: 477, actor: "project" },
} as const satisfies Record<string, { codedStatus: number; actor: Actor }>;

/** Who can change the outcome: the person in front of the app, its operator, a supplier, or our code. */
export type Actor = "user" | "operator" | "provider" | "project";
export type Reason = keyof typeof REASONS;

export function reasonByName(name: string): Reason | undefined {
  return NAMES.find((reason) => reason === name);
}

export function reasonByCodedStatus(status: number): Reason | undefined {
  return NAMES.find((reason) => REASONS[reason].codedStatus === status);
}

/** `Object.keys` forgets the literal type of its keys; the object above is exactly these. */
const NAMES = Object.keys(REASONS) as Reason[];
