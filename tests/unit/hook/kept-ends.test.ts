import { expect, test } from "vitest";
import { createKeptEnds } from "../../../src/hook/ledger/kept-ends.ts";
import type { Ledger } from "../../../src/hook/ledger/ledger.ts";
import { claimRequestOf } from "../../contract/ledger-contract.ts";
import { accepted } from "../../support/hook/examples.ts";

const options = { signal: new AbortController().signal };

/** A ledger that stands still when told to, and what it was told in the order that it took it. */
function setUp() {
  const took: string[] = [];
  let away = false;
  const take = (what: string) =>
    away ? Promise.reject(new DOMException("", "TimeoutError")) : Promise.resolve(void took.push(what));
  const ledger = createKeptEnds({
    claim: async ({ key }) => (await take(`claim ${key}`), { status: "claimed" }),
    outcomeOf: () => Promise.resolve(undefined),
    settle: (key) => take(`settle ${key}`),
    settleUnheard: ({ key }, settlement) => take(`${settlement ? "settle" : "give up"} unheard ${key}`),
  });
  return { ledger, took, standStill: (still: boolean) => void (away = still) };
}
const settle = (ledger: Ledger, key: string) => ledger.settle(key, { outcome: accepted() }, options);

test("what a ledger did not take is told to it before the next claim, once", async () => {
  const { ledger, took, standStill } = setUp();
  standStill(true);
  await expect(settle(ledger, "a")).rejects.toThrow();
  await expect(ledger.settleUnheard?.(claimRequestOf("b"), undefined, options)).rejects.toThrow();
  await expect(ledger.settleUnheard?.(claimRequestOf("c"), { outcome: accepted() }, options)).rejects
    .toThrow();
  await expect(ledger.claim(claimRequestOf("d"), options)).rejects.toThrow();
  standStill(false);
  await ledger.claim(claimRequestOf("e"), options);
  await ledger.claim(claimRequestOf("f"), options);
  expect(took).toEqual(["settle a", "give up unheard b", "settle unheard c", "claim e", "claim f"]);
});

test("not what it took at a later try", async () => {
  const { ledger, took, standStill } = setUp();
  standStill(true);
  await expect(settle(ledger, "a")).rejects.toThrow();
  standStill(false);
  await settle(ledger, "a");
  await ledger.claim(claimRequestOf("b"), options);
  expect(took).toEqual(["settle a", "claim b"]);
});

test("of very much the newest is kept, and no claim waits for all of it", async () => {
  const { ledger, took, standStill } = setUp();
  standStill(true);
  for (let nth = 0; nth < 1_010; nth++) await settle(ledger, `${nth}`).catch(() => {});
  standStill(false);
  await ledger.claim(claimRequestOf("a"), options);
  expect(took).toEqual([...Array.from({ length: 20 }, (_, nth) => `settle ${nth + 10}`), "claim a"]);
  for (let nth = 0; nth < 60; nth++) await ledger.claim(claimRequestOf("b"), options);
  expect(took.filter((what) => what.startsWith("settle"))).toHaveLength(1_000);
});
