import type { Limits } from "../config.ts";
import type { PhoneNumber } from "../sms/phone-number.ts";
import type { Counter } from "./ledger.ts";

/** What one send counts towards: limits are data, so one that is off costs nothing. */
export function countersOf(limits: Limits, phone: PhoneNumber, ipAddress: string | undefined): Counter[] {
  const counters: Counter[] = [
    { scope: "per_number", subject: phone.e164, rules: limits.perNumber },
    { scope: "per_country", subject: phone.country ?? "none", rules: limits.perCountry },
    { scope: "total", subject: "", rules: limits.total },
  ];
  // Only Auth ≥ 2.187 says from where its request came.
  if (ipAddress !== undefined) counters.push({ scope: "per_ip", subject: ipAddress, rules: limits.perIp });
  return counters.filter(({ rules }) => rules.length > 0);
}
