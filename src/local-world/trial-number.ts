import * as plans from "../client/numbering-plans.ts";
import { decide, type Policy } from "../hook/sms/decide.ts";
import { parsePhoneNumber } from "../hook/sms/phone-number.ts";
import { FIRST_NUMBER } from "./defaults.ts";

/** A number for the first SMS that the developer's own lists let through; where they let none of ours, the usual one. */
export function trialNumberFor(policy: Policy): string {
  const examples = Object.values(plans).map(({ countryCode, example }) => `+${countryCode}${example}`);
  const candidates = [FIRST_NUMBER, ...policy.allowedNumbers ?? [], ...examples];
  // Whether anything is sent at all is to be seen, not to be chosen.
  const open = { ...policy, sendingEnabled: true };
  return candidates.find((number) => isAllowed(number, open)) ?? FIRST_NUMBER;
}

function isAllowed(number: string, policy: Policy): boolean {
  const phone = parsePhoneNumber(number, "refuse");
  return phone.ok && decide(policy, phone.value).ok;
}
