import * as z from "zod";
import type { Verdict } from "../emulator/aliyun/index.ts";

/** As far as a line of the function's log is one of a request (docs/deploy.md, "The log"). */
const line = z.object({
  event: z.literal("send_sms"),
  key: z.string(),
  result: z.string(),
  reason: z.string().nullable().default(null),
  flow: z.string().nullable().default(null),
});

/** What the function says that it made of a request; the provider has its key as `OutId`. */
export function readVerdict(text: string): Verdict | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { success, data } = line.safeParse(json);
  if (!success) return undefined;
  const { key: outId, result, reason, flow } = data;
  return { outId, result, reason, flow };
}
