import * as z from "zod";

/** A zone of the tz database, as the browser names its own. */
export const zoneSchema = z.string().max(64).refine(isZone);
export const rangeSchema = z.enum(["day", "month"]);
export const personSchema = z.object({ phone: z.string().max(64) });

const reason = z.string().trim().min(1).max(500);
const subject = z.string().trim().min(1).max(20);
/** The guard's too: an address or a network as `net:` and 32 characters of its hash. */
const closedSubject = z.string().trim().min(1).max(36);
/** Ten years: whoever means longer means for ever. */
const hours = z.number().int().min(1).max(87_600).nullable();

export const actSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("pause"), reason }),
  z.object({ act: z.literal("resume") }),
  z.object({ act: z.literal("block"), subject, hours, reason }),
  z.object({ act: z.literal("unblock"), subject: closedSubject }),
  z.object({ act: z.literal("unblock_guard") }),
]);

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
