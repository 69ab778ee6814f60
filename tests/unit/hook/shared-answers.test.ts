import { expect, test } from "vitest";
import type { Ledger } from "../../../src/hook/ledger/ledger.ts";
import { createMemoryLedger } from "../../../src/hook/ledger/memory.ts";
import { createSharedAnswers } from "../../../src/hook/ledger/shared-answers.ts";
import { within } from "../../../src/hook/runtime/within.ts";
import { claimRequestOf } from "../../contract/ledger-contract.ts";
import { accepted } from "../../support/hook/examples.ts";

const { signal } = new AbortController();
const now = () => 0;

/** A ledger that counts how often it is asked. */
function countedLedger() {
  const inner = createMemoryLedger({ now });
  const asked = { claim: 0, outcomeOf: 0, settle: 0 };
  const ledger: Ledger = {
    claim: (...args) => (asked.claim++, inner.claim(...args)),
    outcomeOf: (...args) => (asked.outcomeOf++, inner.outcomeOf(...args)),
    settle: (...args) => (asked.settle++, inner.settle(...args)),
  };
  return { ledger, asked };
}

test("fifty copies of a request in one process are one claim, and none once it is settled", async () => {
  const { ledger, asked } = countedLedger();
  const shared = createSharedAnswers(ledger, { now });
  const copies = () =>
    Promise.all(Array.from({ length: 50 }, () => shared.claim(claimRequestOf("key"), { signal })));
  const verdicts = await copies();
  expect(verdicts.filter(({ status }) => status === "claimed")).toHaveLength(1);
  await shared.settle("key", { outcome: accepted() }, { signal });
  expect(await copies()).toEqual(Array(50).fill({ status: "duplicate", outcome: accepted() }));
  expect(await shared.outcomeOf("key", { signal })).toEqual(accepted());
  expect(asked).toEqual({ claim: 1, outcomeOf: 0, settle: 1 });
});

test("what another process has claimed is asked for once by all who wait, until it has its end", async () => {
  const { ledger, asked } = countedLedger();
  const here = createSharedAnswers(ledger, { now });
  await ledger.claim(claimRequestOf("key"), { signal });
  asked.claim = 0;
  const looks = () => Promise.all(Array.from({ length: 50 }, () => here.outcomeOf("key", { signal })));
  expect(await looks()).toEqual(Array(50).fill("in_flight"));
  await ledger.settle("key", { outcome: accepted() }, { signal });
  await looks();
  await looks();
  expect(asked.outcomeOf).toBe(2);
});

test("a ledger that is down is down for every copy, and the next one asks again", async () => {
  const { ledger, asked } = countedLedger();
  let down = true;
  const shared = createSharedAnswers({
    ...ledger,
    claim: (...args) => down ? Promise.reject(new Error("away")) : ledger.claim(...args),
  }, { now });
  const copies = await Promise.allSettled(
    [1, 2, 3].map(() => shared.claim(claimRequestOf("key"), { signal })),
  );
  expect(copies.map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
  down = false;
  expect((await shared.claim(claimRequestOf("key"), { signal })).status).toBe("claimed");
  expect(asked.claim).toBe(1);
});

/** A ledger that answers its first claim only when that gives up, and every later one at once. */
function firstHangs(ledger: Ledger): Ledger {
  let first = true;
  return {
    ...ledger,
    claim(request, options) {
      if (!first) return ledger.claim(request, options);
      first = false;
      return within(options.signal, () => new Promise(() => {}));
    },
  };
}

test("copies that still have time when the first one gives up ask anew, and one of them claims", async () => {
  const { ledger, asked } = countedLedger();
  const shared = createSharedAnswers(firstHangs(ledger), { now });
  const impatient = new AbortController();
  const claimBy = (signal: AbortSignal) => shared.claim(claimRequestOf("key"), { signal });
  const first = claimBy(impatient.signal);
  const others = [1, 2, 3].map(() => claimBy(signal));
  impatient.abort();
  await expect(first).rejects.toThrow(DOMException);
  expect((await Promise.all(others)).map(({ status }) => status).sort())
    .toEqual(["claimed", "duplicate", "duplicate"]);
  expect(asked.claim).toBe(1);
});

test("copies whose time is up with the first one's ask for nothing more", async () => {
  const { ledger, asked } = countedLedger();
  const shared = createSharedAnswers(firstHangs(ledger), { now });
  const impatient = new AbortController();
  const copies = [1, 2].map(() => shared.claim(claimRequestOf("key"), { signal: impatient.signal }));
  impatient.abort();
  const ends = await Promise.allSettled(copies);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(asked.claim).toBe(0);
});
