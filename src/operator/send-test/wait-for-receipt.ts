import * as z from "zod/mini";
import type { Route } from "../../hook/sms/route.ts";
import type { PhoneNumber } from "../../hook/sms/phone-number.ts";
import type { AskProvider } from "../doctor/ask-provider.ts";

export type Receipt =
  | { status: "delivered"; code: string }
  | { status: "failed"; code: string }
  /** Nothing is known yet, or may not be asked. */
  | { status: "unknown"; cause: string };

/** `Content` holds the code and is not read. */
const Details = z.object({
  SmsSendDetailDTOs: z.object({
    SmsSendDetailDTO: z.array(
      z.object({
        SendStatus: z.union([z.number(), z.string()]),
        ErrCode: z.optional(z.string()),
        OutId: z.optional(z.string()),
      }),
    ),
  }),
});
const FAILED = "2";
const DELIVERED = "3";
const EVERY_MS = 3_000;
const BEIJING_MS = 8 * 3_600_000;

export interface WaitDeps {
  ask: AskProvider;
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Asks QuerySendDetails until the carrier has reported, or the time is over. */
export async function waitForReceipt(
  { phone, route, bizId, outId, sentAt, waitMs }: {
    phone: PhoneNumber;
    route: Route;
    /** Where the provider's answer is known; else `outId` finds it among the number's. */
    bizId?: string;
    outId?: string;
    sentAt: number;
    waitMs: number;
  },
  { ask, now, sleep }: WaitDeps,
): Promise<Receipt> {
  const params = {
    PhoneNumber: phone.country === "CN" ? phone.digits.slice(2) : phone.digits,
    SendDate: new Date(sentAt + BEIJING_MS).toISOString().slice(0, 10).replaceAll("-", ""),
    PageSize: "50",
    CurrentPage: "1",
    ...bizId ? { BizId: bizId } : {},
  };
  for (;;) {
    const answer = await ask(route, "QuerySendDetails", params);
    if (answer.status === "answered" && answer.code !== "OK") {
      return { status: "unknown", cause: answer.code };
    }
    const details = answer.status === "answered" ? Details.safeParse(answer.body).data : undefined;
    const detail = (details?.SmsSendDetailDTOs.SmsSendDetailDTO ?? [])
      .find(({ OutId }) => bizId || (outId !== undefined && OutId === outId));
    const code = detail?.ErrCode ?? "";
    if (String(detail?.SendStatus) === DELIVERED) return { status: "delivered", code };
    if (String(detail?.SendStatus) === FAILED) return { status: "failed", code };
    if (now() - sentAt + EVERY_MS > waitMs) return { status: "unknown", cause: "timeout" };
    await sleep(EVERY_MS);
  }
}
