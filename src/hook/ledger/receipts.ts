import type { Receipt } from "../sms/receipt.ts";

/**
 * Where receipts are kept. They come twice, out of order and before the send is settled: whatever their order, the
 * latest report on a message is the one that stays.
 */
export interface Receipts {
  /** @returns how many of them were news; a rejection says that none is sure to be kept */
  receive(receipts: readonly Receipt[], options: { signal: AbortSignal }): Promise<number>;
}
