import { type HookFailure, isUnsigned } from "../failure.ts";
import { reasonOf } from "../gotrue/reasons.ts";
import { hintOfLimit } from "./hint-of-limit.ts";
import { CAUSE_HINTS, type Hint, hintOfBlock, hintOfCode, UNKNOWN_CODE } from "./hints.ts";
import type { SendOutcome } from "../sms/sms-sender.ts";

/** What the operator reads: the app's reason, and the cause behind it with its remedy where there is one. */
export function explain(failure: HookFailure): Record<string, unknown> {
  if (isUnsigned(failure)) return { ...failure };
  const reason = reasonOf(failure);
  switch (failure.reason) {
    case "rejected":
      return { reason };
    case "recipient_not_allowed":
      return {
        reason,
        cause: failure.cause,
        control: "control" in failure ? failure.control : undefined,
        ...hintFields(
          failure.cause === "blocked_by_operator" ? hintOfBlock(failure) : CAUSE_HINTS[failure.cause],
        ),
      };
    case "code_unsendable":
      return {
        reason,
        cause: failure.reason,
        codeLength: failure.codeLength,
        ...hintFields(CAUSE_HINTS.code_unsendable),
      };
    case "rate_limited":
      return {
        reason,
        cause: failure.rule,
        retryAfterSeconds: failure.retryAfterSeconds,
        ...hintFields(hintOfLimit(failure.rule)),
      };
    case "no_route":
    case "destination_ambiguous":
      return { reason, cause: failure.reason, ...hintFields(CAUSE_HINTS[failure.reason]) };
    case "sending_disabled":
      return failure.control === undefined
        ? { reason, cause: failure.reason, ...hintFields(CAUSE_HINTS.sending_disabled) }
        : {
          reason,
          cause: "paused_by_operator",
          control: failure.control,
          ...hintFields(CAUSE_HINTS.paused_by_operator),
        };
    case "ledger_down":
      return {
        reason,
        cause: `${failure.reason}: ${failure.cause}`,
        ...hintFields(UNFIT.test(failure.cause) ? CAUSE_HINTS.ledger_unfit : CAUSE_HINTS.ledger_down),
      };
    case "recipient_invalid":
    case "payload_invalid":
    case "unconfirmed":
    case "bug":
      return { reason, cause: failure.cause };
  }
}

/**
 * No schema, function, table or column of ours, or no right on it (PostgreSQL manual, appendix A): it stays so until the
 * owner does something.
 */
const UNFIT = /^(LEDGER_UNFIT|sqlstate_(3F000|42883|42P01|42703|42501))$/;

/** What to do about an outcome that is not an accepted SMS; nothing where nothing is known. */
export function hintOfOutcome(outcome: SendOutcome | undefined): { hint?: string; hint_zh?: string } {
  if (outcome === undefined || outcome.status === "accepted") return {};
  if (outcome.status === "unconfirmed") return hintFields(hintOfCode(outcome.cause));
  return hintFields(outcome.category === "unknown_code" ? UNKNOWN_CODE : hintOfCode(outcome.code));
}

/**
 * Both languages in every line: a log has readers of either, and one that is grepped cannot be asked for the other.
 * `hint_zh` with its suffix, as a language's variant of a field is named in most places.
 */
const hintFields = (hint: Hint | undefined) => hint === undefined ? {} : { hint: hint.en, hint_zh: hint.zh };
