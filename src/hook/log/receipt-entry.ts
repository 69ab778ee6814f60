import { receiptNoteOf } from "../aliyun/codes/receipts.ts";
import { noteOf } from "../aliyun/error-codes.ts";
import type { Receipt } from "../sms/receipt.ts";
import type { Level, LogEntry } from "./log-entry.ts";

/** What became of a push, as far as it concerns each receipt in it. */
export interface Taken {
  /** Unix ms. */
  at: number;
  /** False where the ledger could not be told: the provider pushes it again. */
  kept: boolean;
  /** Whether every receipt of the push was known already. */
  duplicate: boolean;
}

/** One line per receipt, with or without a database. The number is not in it: a receipt that is read has none. */
export function receiptEntry(receipt: Receipt, { at, kept, duplicate }: Taken): LogEntry {
  const { key, receiptId, delivered, code, sentAt, reportedAt } = receipt;
  return {
    level: levelOf(receipt),
    event: "receipt",
    result: delivered ? "delivered" : "undelivered",
    code,
    duplicate: duplicate || undefined,
    kept: kept ? undefined : false,
    key,
    receiptId,
    deliverySeconds: sentAt === undefined ? undefined : secondsFrom(sentAt, reportedAt),
    ageSeconds: secondsFrom(reportedAt, at),
    ...hintOf(receipt),
  };
}

/** Clocks differ, and the provider writes whole seconds. */
const secondsFrom = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1000));

/** A user's phone that is off is every day's; what somebody has to put right is an error. */
function levelOf({ delivered, code }: Receipt): Level {
  if (delivered) return "info";
  const fault = code === undefined ? undefined : receiptNoteOf(code)?.fault;
  if (fault === "user") return "info";
  return fault === "operator" || noteOf(code ?? "")?.verdict === "misconfigured" ? "error" : "warn";
}

function hintOf({ delivered, code }: Receipt): { hint?: string; hint_zh?: string } {
  if (delivered) return {};
  const hint = (code === undefined ? undefined : receiptNoteOf(code) ?? noteOf(code)) ?? CARRIERS_OWN;
  return { hint: hint.en, hint_zh: hint.zh };
}

export const CARRIERS_OWN = {
  en: "a code of the carrier's own, or none: if it comes often, ask Alibaba Cloud with receiptId",
  zh: "运营商自有的状态码，或没有状态码：若频繁出现，请凭 receiptId 咨询阿里云",
};

export const unkeptEntry = (cause: string, receipts: number): LogEntry => ({
  level: "error",
  event: "receipts_not_kept",
  cause,
  receipts,
  hint:
    "the ledger could not be told; the provider pushes again after 1, 5 and 10 minutes, later ones are lost",
  hint_zh: "未能写入账本；服务商会在 1、5、10 分钟后重推，之后不再重试",
});

export const unreadableEntry = (unreadable: number, receipts: number): LogEntry => ({
  level: "warn",
  event: "receipts_unreadable",
  unreadable,
  receipts,
  hint: "rows of a push have none of the documented forms and were passed over; the others were taken",
  hint_zh: "推送中部分记录不符合文档格式，已跳过；其余记录已接收",
});
