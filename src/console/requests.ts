import * as z from "zod";
import { readSubject } from "./block-subject.ts";
import { MOST_OF_A_REASON, type Sentence } from "./wire.ts";

/** A zone of the tz database, as the browser names its own. */
export const zoneSchema = z.string().max(64).refine(isZone);
export const rangeSchema = z.enum(["day", "month"]);
export const personSchema = z.object({ phone: z.string() });

/** Ten years: whoever means longer means for ever. */
const MOST_HOURS = 87_600;

const NO_REASON: Sentence = { en: "A reason is needed.", zh: "请填写原因。" };
const LONG_REASON: Sentence = {
  en: `A reason has at most ${MOST_OF_A_REASON} characters.`,
  zh: `原因最多 ${MOST_OF_A_REASON} 个字符。`,
};
const NOT_PLAIN: Sentence = {
  en: "There is something in this text that cannot be kept, such as a control character: type it anew.",
  zh: "内容中含有无法保存的字符（如控制字符），请重新输入。",
};
const NO_DURATION: Sentence = {
  en: `A block lasts 1 to ${MOST_HOURS} hours, or until it is lifted.`,
  zh: `封禁时长为 1 到 ${MOST_HOURS} 的整数小时，或直至手动解除。`,
};

/** PostgreSQL keeps no NUL, UTF-8 has no half of a pair, and other controls would act in whoever's terminal shows it. */
const isPlain = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);
const onOneLine = (text: string): string => text.replaceAll(/[\t-\r\u0085\u2028\u2029]+/g, " ").trim();

const reason = z.string().overwrite(onOneLine)
  .refine((text) => text !== "", { params: NO_REASON })
  .refine((text) => text.length <= MOST_OF_A_REASON, { params: LONG_REASON })
  .refine(isPlain, { params: NOT_PLAIN });
const subject = z.string().transform((typed, context) => {
  const wanted = readSubject(typed);
  if (wanted.ok) return wanted.value;
  context.addIssue({ code: "custom", params: wanted.error });
  return z.NEVER;
});
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
