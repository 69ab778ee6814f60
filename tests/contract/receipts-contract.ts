import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Receipts } from "../../src/hook/ledger/receipts.ts";
import type { Receipt } from "../../src/hook/sms/receipt.ts";
import { receiptOf } from "../support/hook/examples.ts";
import { NOON } from "../support/hook/runtime.ts";

const { signal } = new AbortController();

/** What everything that keeps receipts promises to the route that takes them. */
export function describeReceiptsContract(
  name: string,
  { create, runs }: { create: () => Receipts | Promise<Receipts>; runs: number },
): void {
  describe(`${name} keeps the promises of receipts`, () => {
    let receipts: Receipts;
    beforeEach(async () => {
      receipts = await create();
    });
    const receive = (...all: Receipt[]) => receipts.receive(all, { signal });

    test("says how many of a batch are news", async () => {
      expect(await receive(receiptOf({ key: keyOf(1) }), receiptOf({ key: keyOf(2) }))).toBe(2);
      expect(await receive(receiptOf({ key: keyOf(2) }), receiptOf({ key: keyOf(3) }))).toBe(1);
    });

    test("takes the same report twice for one, in a batch and in two", async () => {
      expect(await receive(receiptOf(), receiptOf())).toBe(1);
      expect(await receive(receiptOf())).toBe(0);
    });

    test("takes a later report on the same message for news, and an earlier one for none", async () => {
      await receive(receiptOf({ delivered: false, code: "MK:0001" }));
      expect(await receive(receiptOf({ reportedAt: NOON + 1_000 }))).toBe(1);
      expect(await receive(receiptOf({ delivered: false, reportedAt: NOON + 999 }))).toBe(0);
    });

    test("tells messages apart by the request's key and by the provider's id", async () => {
      expect(
        await receive(
          receiptOf({ receiptId: "1^0" }),
          receiptOf({ receiptId: "2^0" }),
          receiptOf({ key: undefined, receiptId: "1^0" }),
          receiptOf({ key: undefined, receiptId: "2^0" }),
        ),
      ).toBe(4);
    });

    test("takes no receipts for none", async () => {
      expect(await receive()).toBe(0);
    });

    test("knows every report of a batch afterwards, in whatever order it comes again", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(RECEIPT, { maxLength: 12 }), fc.integer(), async (batch, by) => {
          receipts = await create();
          const messages = new Set(batch.map(({ key, receiptId }) => `${key} ${receiptId}`));
          expect(await receive(...batch)).toBe(messages.size);
          const again = batch.map((_, i) => batch.at((i + by) % batch.length) ?? receiptOf());
          expect(await receive(...again.toReversed())).toBe(0);
        }),
        { numRuns: runs },
      );
    });
  });
}

const keyOf = (n: number): string => String(n).padStart(32, "0");

const RECEIPT: fc.Arbitrary<Receipt> = fc.record({
  key: fc.constantFrom(undefined, keyOf(1), keyOf(2)),
  receiptId: fc.constantFrom("1^0", "2^0"),
  delivered: fc.boolean(),
  code: fc.constantFrom(undefined, "DELIVERED", "mk:0001", "MK:0002"),
  sentAt: fc.constant(undefined),
  reportedAt: fc.integer({ min: NOON, max: NOON + 3 }),
});
