import { problemOfAuthCode } from "./auth-codes.ts";
import { problemOfAuthMessage } from "./auth-messages.ts";
import { problem, type SmsProblem } from "./problem.ts";
import type { ProblemCode } from "./problem-codes.ts";
import { readError, type SeenError } from "./read-error.ts";
import { reasonByCodedStatus, reasonByName } from "./reasons.ts";
import { secondsIn } from "./wait.ts";

export interface Explanation extends Omit<SmsProblem, "text"> {
  /** The sentence for the person in front of the app, in the locale that was asked for. */
  readonly text: string;
}

/**
 * Explains whatever a call of `supabase.auth` returned or threw, of every Auth release since 2.146.
 * `locale` is a BCP 47 tag. Never throws, and never shows a server's text; what is unknown gets an honest
 * general sentence.
 */
export function explainSmsError(error: unknown, locale: string): Explanation {
  const { text, ...rest } = problemOf(error);
  return { ...rest, text: text(locale) };
}

/** The same without a language yet: `text(locale)` is called when it is shown. */
export function problemOf(error: unknown): SmsProblem {
  const seen = readError(error);
  const code = codeOf(seen);
  const seconds = MAY_NAME_A_WAIT.has(code) ? secondsIn(seen.message) : undefined;
  const reasons = code === "weak_password" ? weakReasons(seen) : [];
  const count = Number(/at least (\d+) characters/.exec(seen.message)?.[1]);
  return problem(code, {
    reasons,
    ...(seconds !== undefined && { seconds }),
    // bcrypt takes 72, and so does Auth.
    ...(count > 0 && count <= 72 && { count }),
    cause: error,
  });
}

const MAY_NAME_A_WAIT: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "sms_rate_limited",
  "over_sms_send_rate_limit",
  "over_request_rate_limit",
]);

function codeOf(seen: SeenError): ProblemCode {
  return reasonOfHook(seen.message) ?? problemOfAuthCode(seen.code) ?? problemOfAuthMessage(seen.message) ??
    (seen.name === "AuthSessionMissingError" ? "session_missing" : codeOfTransport(seen));
}

/** Leads the message; Auth 2.150–2.158.0 put "Error sending sms OTP: 429: " in front of it. */
const REASON = /(?:^|: )(sms_[a-z_]+): /;
/** Auth 2.174–2.186 let no more through of an answer than its number. */
const CODED_STATUS = /^Unexpected status code returned from hook: (\d{3})$/;

function reasonOfHook(message: string): ProblemCode | undefined {
  const name = REASON.exec(message)?.[1];
  // A reason of a hook newer than this client is still a hook's "not sent".
  if (name !== undefined) return reasonByName(name) ?? "sms_not_sent";
  return reasonByCodedStatus(Number(CODED_STATUS.exec(message)?.[1]));
}

/** auth-js 2.108.2–2.112.0 turn every 5xx into "{}" (supabase/supabase-js#2585): only the status is left. */
function codeOfTransport({ name, message, status }: SeenError): ProblemCode {
  if (status === 0) return "network_unreachable";
  if (status === 429) return "over_request_rate_limit";
  if (status !== undefined && status >= 500) return "server_unavailable";
  if (name === "AuthRetryableFetchError") return "server_unavailable";
  const ownFetch = name === "TypeError" && /fetch|network|load failed|connection/i.test(message);
  return ownFetch || name === "AbortError" || name === "TimeoutError" ? "network_unreachable" : "unknown";
}

function weakReasons({ reasons, message }: SeenError): readonly string[] {
  if (reasons.length > 0) return reasons;
  if (message.startsWith("Password is known")) return ["pwned"];
  if (/at least \d+ characters/.test(message)) return ["length"];
  return message.startsWith("Password should contain") ? ["characters"] : [];
}
