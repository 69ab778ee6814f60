import { err, ok, type Result } from "../result.ts";
import { isCostly } from "./costly-ranges.ts";
import { looksLikeBareMainland, type PhoneNumber } from "./phone-number.ts";

export interface Policy {
  sendingEnabled: boolean;
  /** ISO codes, or `*`. */
  allowedCountries: ReadonlySet<string> | "*";
  /** Digits of ranges that are allowed by their name, whatever country or kind they are: satellite, premium. */
  allowedPrefixes: readonly string[];
  /** The staging list in E.164: when there is one, nobody else gets an SMS. */
  allowedNumbers: ReadonlySet<string> | undefined;
  /** Digits without the plus sign. */
  blockedPrefixes: readonly string[];
}

/** `bare_mainland_number`: perhaps a mainland number without its country code; see SMS_BARE_NUMBERS. */
export type RecipientRefusal =
  | "country"
  | "bare_mainland_number"
  | "costly_range"
  | "blocked_prefix"
  | "not_on_staging_list";

export type Refusal =
  | { reason: "sending_disabled" }
  | { reason: "recipient_not_allowed"; cause: RecipientRefusal };

/** Whether this number may be sent to at all; pure. */
export function decide(policy: Policy, phone: PhoneNumber): Result<void, Refusal> {
  const refuse = (cause: RecipientRefusal) => err({ reason: "recipient_not_allowed" as const, cause });
  if (!policy.sendingEnabled) return err({ reason: "sending_disabled" });
  if (!policy.allowedPrefixes.some((prefix) => phone.digits.startsWith(prefix))) {
    if (!allows(policy.allowedCountries, phone.country)) {
      return refuse(looksLikeBareMainland(phone.digits) ? "bare_mainland_number" : "country");
    }
    if (isCostly(phone)) return refuse("costly_range");
  }
  if (policy.blockedPrefixes.some((prefix) => phone.digits.startsWith(prefix))) {
    return refuse("blocked_prefix");
  }
  if (policy.allowedNumbers && !policy.allowedNumbers.has(phone.e164)) return refuse("not_on_staging_list");
  return ok(undefined);
}

const allows = (allowed: ReadonlySet<string> | "*", country: string | undefined): boolean =>
  allowed === "*" || (country !== undefined && allowed.has(country));
