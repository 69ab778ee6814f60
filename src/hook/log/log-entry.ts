import type { HookFailure } from "../failure.ts";
import type { SendSmsFlow } from "../gotrue/flow.ts";
import type { SendSmsRequest } from "../gotrue/parse-payload.ts";
import { reasonOf } from "../gotrue/reply.ts";
import type { Result } from "../result.ts";
import { maskPhone, type PhoneNumber } from "../sms/phone-number.ts";
import type { Attempt } from "../sms/send-by-routes.ts";
import type { SendOutcome } from "../sms/sms-sender.ts";

/** What became known of a request on its way through the pipeline. Times are Unix ms. */
export interface Seen {
  arrivedAt: number;
  request?: SendSmsRequest;
  phone?: PhoneNumber;
  flow?: SendSmsFlow;
  key?: string;
  attempts?: readonly Attempt[];
  outcome?: SendOutcome;
  duplicate?: boolean;
  sendingFrom?: number;
  sentAt?: number;
  unsettled?: boolean;
  /** The class of an exception; its message may hold anything. */
  bug?: string;
}

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
    unsettled: seen.unsettled,
    bug: seen.bug,
    sendMs: sentAt !== undefined && sendingFrom !== undefined ? sentAt - sendingFrom : undefined,
    totalMs: answeredAt - seen.arrivedAt,
  };
  return result.ok ? entry : { ...entry, ...explain(result.error) };
}

/** What the provider wrote is shown unless it holds the code or the number: then it is an echo, or looks like one. */
function shown({ request, phone }: Seen, text: string | undefined): string | undefined {
  if (text === undefined || request === undefined) return text;
  // An echo may come with separators, such as 012-345.
  const digits = text.replace(/\D/g, "");
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

/** What the operator reads: the app's reason, and the cause behind it with its remedy where there is one. */
function explain(failure: HookFailure): Record<string, unknown> {
  if (failure.reason === "request_refused" || failure.reason === "signature_invalid") return { ...failure };
  const reason = reasonOf(failure);
  switch (failure.reason) {
    case "rejected":
      return { reason, hint: HINT_OF_CODE.get(failure.outcome.code) };
    case "recipient_not_allowed":
      return { reason, cause: failure.cause, hint: HINTS[failure.cause] };
    case "code_unsendable":
      return { reason, cause: failure.reason, codeLength: failure.codeLength, hint: HINTS.code_unsendable };
    case "rate_limited":
      return { reason, cause: failure.rule, retryAfterSeconds: failure.retryAfterSeconds };
    case "no_route":
    case "destination_ambiguous":
    case "ledger_down":
    case "sending_disabled":
      return { reason, cause: failure.reason, hint: HINTS[failure.reason] };
    case "recipient_invalid":
    case "payload_invalid":
    case "unconfirmed":
    case "bug":
      return { reason, cause: failure.cause };
  }
}

const HINTS = {
  country: "not in SMS_ALLOWED_COUNTRIES",
  bare_mainland_number:
    "eleven digits without a country code are a number of +1; if your users type bare mainland numbers, set SMS_BARE_NUMBERS=CN",
  blocked_prefix: "matches SMS_BLOCKED_PREFIXES",
  not_on_staging_list: "not in SMS_ALLOWED_NUMBERS",
  code_unsendable: "verification templates take 4 to 6 characters; set GOTRUE_SMS_OTP_LENGTH=6 in Auth",
  no_route:
    "no route serves this country: dypnsapi reaches CN only, globe all but CN, and dysmsapi would take " +
    "this number of +1 for a mainland one; see ALIYUN_SMS_ROUTES",
  destination_ambiguous: "Auth before 2.180 does not say the number; upgrade it",
  ledger_down: "see SMS_ON_LEDGER_DOWN",
  sending_disabled: "SMS_SENDING_ENABLED=false",
} as const;

/** For the codes that are our own. */
const HINT_OF_CODE: ReadonlyMap<string, string> = new Map([
  ["net_not_allowed", "Deno may not reach Alibaba Cloud: start it with --allow-net, or name its host there"],
  [
    "budget_spent",
    "too little of Auth's five seconds was left for a send: the function was busy or starting, or its clock is " +
    "ahead of Auth's",
  ],
]);

function levelOf(seen: Seen, result: Result<void, HookFailure>): Level {
  if (seen.bug !== undefined || seen.unsettled) return "error";
  if (result.ok) return seen.outcome?.status === "unconfirmed" ? "warn" : "info";
  if (result.error.reason === "request_refused" || result.error.reason === "signature_invalid") return "warn";
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
