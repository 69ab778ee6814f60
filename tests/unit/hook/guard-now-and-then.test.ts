import { describe, expect, test } from "vitest";
import { createGuardNowAndThen, type Guarded } from "../../../src/hook/ledger/guard-now-and-then.ts";
import { guardedEntry } from "../../../src/hook/log/guarded-entry.ts";
import { createFakeRuntime } from "../../support/hook/runtime.ts";

/** @param answers of the database, the last one for ever; an Error is thrown */
function setUp(...answers: (Record<string, unknown> | Error)[]) {
  const asked: unknown[] = [];
  const heard: Guarded[] = [];
  const left: Promise<unknown>[] = [];
  const runtime = createFakeRuntime({ waitUntil: (promise) => void left.push(promise) });
  const look = createGuardNowAndThen({
    database: {
      query(_, values) {
        const looks = asked.filter((mode) => mode === "on").length;
        asked.push(values[0]);
        if (values[0] === "off") return Promise.resolve([{ answer: { ran: true } }]);
        const answer = answers[Math.min(looks, answers.length - 1)];
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve([{ answer }]);
      },
    },
    mode: "on",
    onGuarded: (guarded) => void heard.push(guarded),
    runtime,
  });
  return { look, runtime, asked, heard, settled: () => Promise.all(left) };
}
const QUIET = { ran: true, mode: "on", closed: [], lifted: 0 };
const CLOSED = { ...QUIET, closed: [{ what: "ip", reason: "looks pumped", until: "2026-08-21T12:00:00Z" }] };

test("the guard looks with the first code, a minute later, and after twenty codes", async () => {
  const { look, runtime, asked, settled } = setUp(QUIET);
  for (let i = 0; i < 20; i++) {
    look(1);
    await settled();
  }
  // What was used is noted first, in a transaction of its own.
  expect(asked).toEqual(["off", "on"]);
  look(1);
  await settled();
  expect(asked).toHaveLength(4);
  runtime.advance(60_000);
  look(1);
  await settled();
  expect(asked).toHaveLength(6);
});

test("what is refused has it look after a minute too, and a flood of it no sooner", async () => {
  const { look, runtime, asked, settled } = setUp(QUIET);
  look(1);
  await settled();
  runtime.advance(59_000);
  for (let i = 0; i < 100; i++) look(0);
  await settled();
  expect(asked).toHaveLength(2);
  runtime.advance(1_000);
  look(0);
  await settled();
  expect(asked).toHaveLength(4);
});

test("one look at a time", async () => {
  const { look, runtime, asked, settled } = setUp(QUIET);
  look(1);
  runtime.advance(60_000);
  look(1);
  await settled();
  expect(asked).toHaveLength(2);
});

test("what is closed is told each time, a problem once, and the end of a database too", async () => {
  const problem = { ...QUIET, problem: "auth.* cannot be read" };
  const away = Object.assign(new Error("a text that may hold a password"), { code: "ECONNREFUSED" });
  const { look, runtime, heard, settled } = setUp(
    CLOSED,
    { ran: false },
    problem,
    problem,
    away,
    away,
    QUIET,
  );
  for (let i = 0; i < 7; i++) {
    look(1);
    await settled();
    runtime.advance(60_000);
  }
  expect(heard).toEqual([
    { mode: "on", closed: CLOSED.closed },
    { mode: "on", closed: [], problem: "auth.* cannot be read" },
    { mode: "on", closed: [], problem: "ECONNREFUSED", looks: "failed" },
    { mode: "on", closed: [], looks: "again" },
  ]);
});

describe("no look in any process", () => {
  const MISSING = { mode: "on", closed: [], problem: "no look for 30 minutes", looks: "missing" };
  const AGAIN = { mode: "on", closed: [], looks: "again" };
  const held = (lookedMsAgo: number | null) => ({ ran: false, lookedMsAgo });
  const MIN = 60_000;

  /** One answer a minute. */
  async function heardOf(...answers: (Record<string, unknown> | Error)[]) {
    const { look, runtime, heard, settled } = setUp(...answers);
    for (const _ of answers) {
      look(1);
      await settled();
      runtime.advance(MIN);
    }
    return heard;
  }

  test("for half an hour is told once, and once that there is one again", async () => {
    const minutes = Array.from({ length: 40 }, (_, i) => held((i + 0.5) * MIN));
    expect(await heardOf(...minutes)).toEqual([MISSING]);
    expect(await heardOf(...minutes, QUIET, QUIET)).toEqual([MISSING, AGAIN]);
    // By another process, which is all that this one comes to know.
    expect(await heardOf(...minutes, held(2_000), held(2_000))).toEqual([MISSING, AGAIN]);
  });

  test("is told after a minute to a process that has just started, and where there was none ever", async () => {
    expect(await heardOf(held(45 * MIN), held(46 * MIN))).toEqual([MISSING]);
    expect(await heardOf(held(null), held(null))).toEqual([MISSING]);
  });

  test("is not told of the turns of another process, however often they meet this one's", async () => {
    expect(await heardOf(...Array.from({ length: 60 }, () => held(MIN)))).toEqual([]);
    expect(await heardOf(...Array.from({ length: 60 }, () => ({ ran: false })))).toEqual([]);
  });

  test("is not told of the first look of the morning, which another process has under way", async () => {
    const { look, runtime, heard, settled } = setUp(held(100), held(8 * 60 * MIN + 100), held(MIN));
    for (const slept of [8 * 60 * MIN, MIN, MIN]) {
      look(1);
      await settled();
      runtime.advance(slept);
    }
    expect(heard).toEqual([]);
  });

  test("and looks that fail are told once each, however they take turns", async () => {
    const slow = Object.assign(new Error("canceling statement"), { code: "57014" });
    const turns = Array.from({ length: 40 }, (_, i) => i % 2 === 0 ? slow : held((i + 0.5) * MIN));
    expect(await heardOf(...turns, QUIET)).toEqual([
      { mode: "on", closed: [], problem: "sqlstate_57014", looks: "failed" },
      MISSING,
      AGAIN,
    ]);
  });

  test("is a warning in the log that says what may be in the way, and its end is none", () => {
    expect(guardedEntry({ mode: "on", closed: [], problem: "no look for 30 minutes", looks: "missing" }))
      .toMatchObject({
        level: "warn",
        event: "guard",
        problem: "no look for 30 minutes",
        hint: expect.stringContaining("pg_locks"),
        hint_zh: expect.stringMatching(/占用.*pg_locks/),
      });
    expect(guardedEntry({ mode: "on", closed: [], looks: "again" })).toMatchObject({
      level: "info",
      event: "guard",
      hint: "the guard looks again",
      hint_zh: "防盗刷机制已恢复检查",
    });
  });
});

test("the log has it at warn, the first ten of many", () => {
  const many = Array.from({ length: 12 }, () => CLOSED.closed[0]).flatMap((one) => one ?? []);
  expect(guardedEntry({ mode: "on", closed: many })).toMatchObject({
    level: "warn",
    event: "guard",
    closed: many.slice(0, 10),
    more: 2,
    hint: expect.stringContaining("send_sms.unblock"),
    hint_zh: expect.stringMatching(/[\u4e00-\u9fff]/),
  });
  expect(guardedEntry({ mode: "observe", closed: CLOSED.closed })).toMatchObject({
    wouldClose: CLOSED.closed,
  });
});
