import { type HookFailure, isUnsigned } from "../failure.ts";
import { reasonOf } from "../gotrue/reasons.ts";

/** What the operator reads: the app's reason, and the cause behind it with its remedy where there is one. */
export function explain(failure: HookFailure): Record<string, unknown> {
  if (isUnsigned(failure)) return { ...failure };
  const reason = reasonOf(failure);
  switch (failure.reason) {
    case "rejected":
      return { reason, hint: HINT_OF_CODE.get(failure.outcome.code) };
    case "recipient_not_allowed":
      return {
        reason,
        cause: failure.cause,
        control: "control" in failure ? failure.control : undefined,
        hint: HINTS[failure.cause],
      };
    case "code_unsendable":
      return { reason, cause: failure.reason, codeLength: failure.codeLength, hint: HINTS.code_unsendable };
    case "rate_limited":
      return { reason, cause: failure.rule, retryAfterSeconds: failure.retryAfterSeconds };
    case "no_route":
    case "destination_ambiguous":
      return { reason, cause: failure.reason, hint: HINTS[failure.reason] };
    case "sending_disabled":
      return failure.control === undefined
        ? { reason, cause: failure.reason, hint: HINTS.sending_disabled }
        : { reason, cause: "paused_by_operator", control: failure.control, hint: HINTS.paused_by_operator };
    case "ledger_down":
      return { reason, cause: `${failure.reason}: ${failure.cause}`, hint: HINTS.ledger_down };
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
  paused_by_operator: "select send_sms.resume(); in the ledger's database lets it send again",
  blocked_by_operator:
    "select send_sms.unblock(…); in the ledger's database lifts it; send_sms.controls says who and when",
} as const;

/** For the codes that are our own. */
const HINT_OF_CODE: ReadonlyMap<string, string> = new Map([
  ["net_not_allowed", "Deno may not reach Alibaba Cloud: start it with --allow-net, or name its host there"],
  [
    "busy",
    "as many sends are under way as SMS_MAX_CONCURRENT allows: the provider is slow, or there are more codes to send",
  ],
  [
    "budget_spent",
    "too little of Auth's five seconds was left for a send: the function was busy or starting",
  ],
]);
