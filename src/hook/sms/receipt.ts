/** What the provider reports of one SMS on its way to the phone. A hint and no proof: reports are not signed. */
export interface Receipt {
  /** `outId` of the message, the key of its request; undefined where the provider does not give it back. */
  key: string | undefined;
  /** The provider's own name of the message, as in an accepted outcome. One of the two is there. */
  receiptId: string | undefined;
  delivered: boolean;
  code: string | undefined;
  /** When it was handed to the carrier, Unix ms. */
  sentAt: number | undefined;
  /** When the carrier reported, Unix ms: of two reports on one message the later one counts. */
  reportedAt: number;
}
