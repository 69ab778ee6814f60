import type { RejectionCategory } from "../sms/sms-sender.ts";
import { accountCodes } from "./codes/account.ts";
import type { CodeNote, Verdict } from "./codes/code-note.ts";
import { contentCodes } from "./codes/content.ts";
import { gatewayCodes } from "./codes/gateway.ts";
import { recipientCodes } from "./codes/recipient.ts";

/**
 * Every documented code with who has to act and how. Functions and not constants: an engine skips the body of a
 * function that is not called, and most processes end without a refusal.
 */
export const providerCodes = (): CodeNote[] => [
  ...recipientCodes(),
  ...accountCodes(),
  ...contentCodes(),
  ...gatewayCodes(),
];

let noteByCode: Map<string, CodeNote> | undefined;

/** Built on the first refusal. */
const notes = (): Map<string, CodeNote> =>
  noteByCode ??= new Map(
    providerCodes().flatMap((note) => note.codes.map((code) => [code.toLowerCase(), note] as const)),
  );

export const noteOf = (code: string): CodeNote | undefined =>
  notes().get(code.replace(/^(isv|isp|biz)\./i, "").toLowerCase());

/**
 * What a code other than `OK` means. Only the whole code counts, no prefix of it and no HTTP status: a code that
 * merely looks like a refusal may have been given after the SMS left, and a second route would send a second one.
 */
export const verdictOf = (code: string): Verdict | Extract<RejectionCategory, "unknown_code"> =>
  noteOf(code)?.verdict ?? "unknown_code";
