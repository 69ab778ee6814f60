import { z } from "zod";

const code = z.string().regex(/^[\w.:-]{1,64}$/);

/** What the carriers do, and where the provider pushes it; whatever is not said stays as it is. */
export const receiptChangesSchema = z.strictObject({
  /** Where receipts are pushed, such as `http://127.0.0.1:8000/send-sms/receipts/<token>`; null: nowhere. */
  url: z.url({ protocol: /^https?$/ }).nullable().exactOptional(),
  /** How long a carrier takes; null: it reports when somebody says so. */
  delayMs: z.int().min(0).max(3_600_000).nullable().exactOptional(),
  /** What it reports on every SMS, such as `MOBILE_NOT_ON_SERVICE`; null: as befits the SMS. */
  code: code.nullable().exactOptional(),
  /** How often each receipt is pushed: the provider promises no "once". */
  times: z.int().min(1).max(10).exactOptional(),
  /** Whether those that fall due together are pushed the newest first. */
  newestFirst: z.boolean().exactOptional(),
});

export type ReceiptChanges = Readonly<z.infer<typeof receiptChangesSchema>>;
export type ReceiptSettings = Required<ReceiptChanges>;

export const DEFAULT_RECEIPT_SETTINGS: ReceiptSettings = {
  url: null,
  delayMs: 0,
  code: null,
  times: 1,
  newestFirst: false,
};

/** A report that somebody causes. */
export const reportSchema = z.strictObject({
  /** The SMS, by its id in the inbox. */
  message: z.string(),
  /** `DELIVERED`, or why it was not. */
  code,
  /** Lets a report be older than one that came before it. */
  secondsAgo: z.int().min(0).max(86_400).default(0),
});
export type ReportInput = z.input<typeof reportSchema>;
