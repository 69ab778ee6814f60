import { expect, test } from "vitest";
import { createPurgeNowAndThen } from "../../../src/hook/ledger/purge-now-and-then.ts";
import { createFakeRuntime } from "../../support/hook/runtime.ts";

/** A database in which so many rows are too old, and each batch takes its time. */
function setUp({ old, tookMs }: { old: number; tookMs: number }) {
  const left: Promise<unknown>[] = [];
  const runtime = createFakeRuntime({ waitUntil: (promise) => void left.push(promise) });
  const state = { old, batches: 0 };
  const query = () => {
    state.batches++;
    runtime.advance(tookMs);
    const deleted = Math.min(state.old, 1_000);
    state.old -= deleted;
    return Promise.resolve([{ deleted }]);
  };
  const purge = createPurgeNowAndThen({ database: { query }, keepDays: 90, runtime });
  return { runtime, state, purge, atRest: () => Promise.all(left) };
}

test("what is too old goes batch by batch, and after each claims have nineteen times as long to themselves", async () => {
  const { runtime, state, purge, atRest } = setUp({ old: 2_500, tookMs: 80 });
  runtime.advance(60_000);
  purge();
  await atRest();
  expect(state).toEqual({ old: 0, batches: 4 });
  expect(runtime.slept).toEqual([1_520, 1_520, 1_520]);
});

test("a host that was frozen in a batch rests no longer than a batch may take", async () => {
  const { runtime, purge, atRest } = setUp({ old: 500, tookMs: 600_000 });
  runtime.advance(60_000);
  purge();
  await atRest();
  expect(runtime.slept).toEqual([5_000]);
});

test("not while the process starts, then once an hour, and no more at once than some batches", async () => {
  const { runtime, state, purge, atRest } = setUp({ old: 60_000, tookMs: 0 });
  purge();
  await atRest();
  expect(state.batches).toBe(0);
  runtime.advance(60_000);
  for (let n = 0; n < 3; n++) purge();
  await atRest();
  expect(state).toEqual({ old: 10_000, batches: 50 });
  runtime.advance(3_600_000);
  purge();
  await atRest();
  expect(state).toEqual({ old: 0, batches: 61 });
});
