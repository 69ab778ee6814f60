import { expect, test } from "vitest";
import { createKeptEnds } from "../../../src/hook/ledger/kept-ends.ts";

const { signal } = new AbortController();

/** As many ends as asked for, and who of them was told, or asked in vain while the ledger is away. */
function setUp(count: number) {
  let now = 0;
  const kept = createKeptEnds({ now: () => now });
  const ledger = { away: false, asked: [] as number[] };
  for (let nth = 0; nth < count; nth++) {
    kept.keep(() => {
      ledger.asked.push(nth);
      return ledger.away ? Promise.reject(new Error("away")) : Promise.resolve();
    });
  }
  /** As a claim does. */
  const tell = async () => {
    if (kept.isDue()) await kept.tell(signal);
  };
  return { ledger, tell, pass: (ms: number) => void (now += ms) };
}
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, nth) => from + nth);

test("each is told once, twenty before one claim", async () => {
  const { ledger, tell } = setUp(25);
  await tell();
  expect(ledger.asked).toEqual(upTo(0, 20));
  await tell();
  await tell();
  expect(ledger.asked).toEqual(upTo(0, 25));
});

test("a ledger that does not listen is asked with one of them, and again after five seconds", async () => {
  const { ledger, tell, pass } = setUp(20);
  ledger.away = true;
  await Promise.all([tell(), tell()]);
  ledger.away = false;
  pass(4_999);
  await tell();
  expect(ledger.asked).toEqual([0]);
  pass(1);
  await tell();
  expect(ledger.asked).toEqual([0, ...upTo(0, 20)]);
});

test("of very many the newest are kept", async () => {
  const { ledger, tell } = setUp(1_010);
  for (let nth = 0; nth < 60; nth++) await tell();
  expect(ledger.asked).toEqual(upTo(10, 1_010));
});
