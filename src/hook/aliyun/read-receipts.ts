import * as z from "zod/mini";
import type { Receipt } from "../sms/receipt.ts";
import { readTime } from "./read-time.ts";

export interface ReceiptBatch {
  receipts: Receipt[];
  /** Of SMS that other senders of the account have sent: their `out_id` has not our form. */
  foreign: number;
  /** Rows that are none of the known forms; they cost the others nothing. */
  unreadable: number;
}

/** Alibaba Cloud Help 101867 (SmsReport; DypnsSmsVerifyReport has the same form) and smsreport-http-intl. */
const NAMES = {
  mainland: {
    phone: "phone_number",
    key: "out_id",
    receiptId: "biz_id",
    code: "err_code",
    sentAt: "send_time",
    reportedAt: "report_time",
  },
  abroad: {
    phone: "To",
    key: "TaskId",
    receiptId: "MessageId",
    code: "ErrorCode",
    sentAt: "SendDate",
    reportedAt: "ReceiveDate",
  },
} as const;

const Rows = z.array(z.unknown());
const Row = z.record(z.string(), z.unknown());
const Text = z.string();
/** As `requestKey` makes them. */
const OUR_KEY = /^[0-9a-f]{32}$/;
/** Fit for a log and for an index of the database. */
const IDENTIFIER = /^[\w.^:-]{1,64}$/;
/** A code of the provider or of a carrier, such as `MK:0001`; six digits in a row may be a user's code. */
const CODE = /^(?!.*\d{6})[\w.:-]{1,64}$/;

/**
 * The body of a push. Reads every row for itself, so that one which does not fit loses no other.
 * @param now Unix ms, which stands for a time that is missing or cannot be
 * @returns nothing where the body is no batch at all
 */
export function readReceipts(text: string, now: number): ReceiptBatch | undefined {
  const rows = Rows.safeParse(parse(text)).data;
  if (rows === undefined) return undefined;
  const batch: ReceiptBatch = { receipts: [], foreign: 0, unreadable: 0 };
  for (const row of rows) {
    const receipt = readRow(Row.safeParse(row).data, now);
    if (receipt === "foreign") batch.foreign++;
    else if (receipt === undefined) batch.unreadable++;
    else batch.receipts.push(receipt);
  }
  return batch;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readRow(row: Record<string, unknown> | undefined, now: number): Receipt | "foreign" | undefined {
  if (row === undefined) return undefined;
  const names = "success" in row ? NAMES.mainland : NAMES.abroad;
  const textOf = (name: string): string => Text.safeParse(row[name]).data?.trim() ?? "";
  const delivered = "success" in row ? readSuccess(row["success"]) : readStatus(row["Status"]);
  const phone = textOf(names.phone).replace(/\D/g, "").slice(-8);
  // Nothing in a row may carry its number on into a log.
  const fitting = (text: string, pattern: RegExp) =>
    pattern.test(text) && !(phone.length > 3 && text.replace(/\D/g, "").includes(phone)) ? text : undefined;
  const key = textOf(names.key);
  const receiptId = fitting(textOf(names.receiptId), IDENTIFIER);
  if (delivered === undefined || (key === "" && receiptId === undefined)) return undefined;
  if (key !== "" && !OUR_KEY.test(key)) return "foreign";
  return {
    key: key || undefined,
    receiptId,
    delivered,
    code: fitting(textOf(names.code), CODE) ?? (plainOf(row["Status"]) === "6" ? "EXPIRED" : undefined),
    sentAt: readTime(textOf(names.sentAt), now),
    reportedAt: readTime(textOf(names.reportedAt), now) ?? now,
  };
}

/** A boolean by the document; some of the provider's products write theirs as text. */
const readSuccess = (value: unknown): boolean | undefined =>
  /^(true|false)$/.test(plainOf(value)) ? plainOf(value) === "true" : undefined;

/** 1 delivered, 2 failed, 6 expired; anything else is not the end. */
const readStatus = (value: unknown): boolean | undefined =>
  /^[126]$/.test(plainOf(value)) ? plainOf(value) === "1" : undefined;

/** Whatever else stands there may throw when it is made a text. */
const plainOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
