import { expect, test } from "vitest";
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
    { mode: "on", closed: [], problem: "ECONNREFUSED" },
  ]);
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
