import * as z from "zod";
import type { Result } from "../hook/result.ts";
import { readSubject } from "./block-subject.ts";
import { isPlain, NOT_PLAIN, readReason } from "./reason.ts";
import type { Sentence } from "./wire.ts";

/** A zone of the tz database, as the browser names its own. */
export const zoneSchema = z.string().max(64).refine(isZone);
export const rangeSchema = z.enum(["day", "month"]);
export const personSchema = z.object({ phone: z.string() });

/** Ten years: whoever means longer means for ever. */
const MOST_HOURS = 87_600;

const NO_DURATION: Sentence = {
  en: `A block lasts 1 to ${MOST_HOURS} hours, or until it is lifted.`,
  zh: `封禁时长为 1 到 ${MOST_HOURS} 的整数小时，或直至手动解除。`,
};

const readBy = (read: (typed: string) => Result<string, Sentence>) =>
  z.string().transform((typed, context) => {
    const wanted = read(typed);
    if (wanted.ok) return wanted.value;
    context.addIssue({ code: "custom", params: wanted.error });
    return z.NEVER;
  });
const reason = readBy(readReason);
const subject = readBy(readSubject);
/** The guard's too: an address or a network as `net:` and 32 characters of its hash. */
const closedSubject = z.string().trim().min(1).max(36).refine(isPlain, { params: NOT_PLAIN });
const hours = z.number().nullable().refine(
  (given) => given === null || (Number.isInteger(given) && given >= 1 && given <= MOST_HOURS),
  { params: NO_DURATION },
);

export const actSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("pause"), reason }),
  z.object({ act: z.literal("resume") }),
  z.object({ act: z.literal("block"), subject, hours, reason }),
  z.object({ act: z.literal("unblock"), subject: closedSubject }),
  z.object({ act: z.literal("unblock_guard") }),
]);

const sentenceSchema = z.object({ en: z.string(), zh: z.string() });

/** What of it a person can mend; undefined where the request is none of the page's. */
export function problemIn({ issues }: z.ZodError): Sentence | undefined {
  const [problem] = issues.flatMap((issue) =>
    issue.code === "custom" ? sentenceSchema.safeParse(issue.params).data ?? [] : []
  );
  return problem;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
