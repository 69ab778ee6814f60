import { type HookFailure, isUnsigned } from "../failure.ts";
import { reasonOf } from "../gotrue/reasons.ts";
import type { Result } from "../result.ts";
import type { Seen } from "../seen.ts";
import { maskPhone } from "../sms/phone-number.ts";
import type { Attempt } from "../sms/send-by-routes.ts";
import { explain, hintOfOutcome } from "./explain.ts";
import { hintOfLimit } from "./hint-of-limit.ts";

export type Level = "info" | "warn" | "error";
/** The fields of one line; an undefined one is left out. */
export type LogEntry = { level: Level; event: string } & Record<string, unknown>;

/** One line per request. It has no field for the code, a key, a text of the provider or a whole number. */
export function logEntryOf(seen: Seen, result: Result<void, HookFailure>, answeredAt: number): LogEntry {
  const { phone, outcome, attempts, sendingFrom, sentAt } = seen;
  const last = attempts?.at(-1);
  // One object, whose absent fields JSON leaves out: this runs for every request.
  const entry: LogEntry = {
    level: levelOf(seen, result),
    event: "send_sms",
    result: resultOf(seen, result),
    duplicate: seen.duplicate,
    flow: seen.flow,
    country: phone?.country,
    phone: phone && maskPhone(phone.e164),
    api: last?.route.api,
    route: last?.route.name,
    code: shown(seen, outcome?.status === "rejected" ? outcome.code : undefined),
    cause: shown(seen, outcome?.status === "unconfirmed" ? outcome.cause : undefined),
    receiptId: shown(seen, outcome?.status === "accepted" ? outcome.receiptId : undefined),
    providerRequestId: shown(seen, outcome?.trace?.requestId),
    attempts: attempts && attempts.length > 1 ? attempts.map((one) => attemptFields(seen, one)) : undefined,
    key: seen.key,
    ledgerDown: seen.ledgerDown,
    observed: seen.observed,
    clockAheadMs: seen.clockAheadMs || undefined,
    bug: seen.bug,
    sendMs: sentAt !== undefined && sendingFrom !== undefined ? sentAt - sendingFrom : undefined,
    totalMs: answeredAt - seen.arrivedAt,
  };
  if (result.ok && outcome?.status !== "unconfirmed") return entry;
  return { ...entry, ...(result.ok ? {} : explain(result.error)), ...hintOfOutcome(outcome) };
}

/** What the provider wrote is shown unless it holds the code or the number: then it is an echo, or looks like one. */
function shown({ request, phone }: Seen, text: string | undefined): string | undefined {
  if (text === undefined || request === undefined) return text;
  // An echo may come with separators, such as 012-345.
  const digits = text.replace(/\D+/g, "");
  const echoes = digits.includes(request.otp) ||
    (phone !== undefined && digits.includes(phone.digits.slice(-8)));
  return echoes ? "(hidden)" : text;
}

function resultOf(seen: Seen, result: Result<void, HookFailure>): string {
  if (result.ok) return seen.outcome?.status ?? "accepted";
  return result.error.reason === "rejected" ? "rejected" : "refused";
}

const attemptFields = (seen: Seen, { route, outcome }: Attempt) => ({
  route: route.name,
  api: route.api,
  status: outcome.status,
  code: shown(seen, outcome.status === "rejected" ? outcome.code : undefined),
});

function levelOf(seen: Seen, result: Result<void, HookFailure>): Level {
  if (seen.bug !== undefined || seen.ledgerDown !== undefined) return "error";
  if (result.ok) {
    return seen.outcome?.status === "unconfirmed" || seen.observed !== undefined ? "warn" : "info";
  }
  if (isUnsigned(result.error)) return "warn";
  if (result.error.reason === "rejected") {
    const { category } = result.error.outcome;
    // To be reported, whatever the app hears.
    if (category === "unknown_code") return "error";
    // Perhaps the operator's own template.
    if (category === "restricted") return "warn";
  }
  // The app hears the same of every limit; one that locks out many is for the operator to see.
  if (result.error.reason === "rate_limited" && hintOfLimit(result.error.rule) !== undefined) return "warn";
  switch (reasonOf(result.error)) {
    case "sms_misconfigured":
    case "sms_internal":
    case "sms_destination_ambiguous":
      return "error";
    case "sms_provider_unavailable":
    case "sms_sending_disabled":
      return "warn";
    case "sms_recipient_not_allowed":
    case "sms_recipient_invalid":
    case "sms_rate_limited":
      return "info";
  }
}
