import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ADDRESS, createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";
import { type Many, putMany } from "../support/postgres/put-many.ts";

const { run, ask, look, pass } = createGuardWorld();

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const OWN = "md5('own ' || i)";
const apart = { number: OWN, net: "md5('net ' || i)", prefix: "'86138' || 1000 + i" };

const signIns = (count: number, many: Many) => putMany(run, count, { flow: "'signin'", ...apart, ...many });
/** Forty who signed in on an earlier day, and whose codes all arrived. */
const knownPast = () => signIns(40, { at: "2000 + i", used: "1999 + i" });
const lost = async (carrier?: string) => {
  const found = await run("select send_sms.codes_get_lost(send_sms.clock(), '{}', $1)", [
    carrier && [carrier],
  ]);
  return found.length > 0;
};

describe("that codes get lost", () => {
  test("is said by eight people from anywhere whose codes arrived before", async () => {
    await knownPast();
    await signIns(7, { at: "10 + i" });
    expect(await lost()).toBe(false);
    await signIns(8, { at: "10 + i" });
    expect(await lost()).toBe(true);
    expect(await lost("86138")).toBe(true);
    expect(await lost("86139")).toBe(false);
  });

  test.each<[string, Partial<Many>]>([
    ["two numbers that sign in all the time, from anywhere", { number: "md5('own ' || i % 2)" }],
    ["many numbers of one network", { net: "'0123'" }],
    ["many numbers of one block, as SIMs are that were bought together", { prefix: "'861381001'" }],
    ["numbers that never signed in before", { number: "md5('new ' || i)" }],
  ])("is not said by %s", async (_, like) => {
    await knownPast();
    await signIns(12, { at: "10 + i", ...like });
    expect(await lost()).toBe(false);
    expect(await lost("86138")).toBe(false);
  });

  test("is not said by numbers that signed in for the first time today", async () => {
    await knownPast();
    const number = "md5('new ' || i)";
    await signIns(12, { at: "300 + i", used: "299 + i", number });
    await signIns(12, { at: "10 + i", number });
    expect(await lost()).toBe(false);
  });

  test("is not said twice by the same numbers, unless they sign in again", async () => {
    await knownPast();
    await signIns(12, { at: "90 + i" });
    await signIns(12, { at: "10 + i" });
    expect(await lost()).toBe(false);
    await signIns(12, { at: "70 + i", used: "69 + i" });
    expect(await lost()).toBe(true);
  });
});

test("who pretends that codes get lost is held in a rush all the same", async () => {
  await knownPast();
  await signIns(12, { at: "10 + i" });
  for (let i = 0; i < 45; i++) await ask("on", { ipHash: hex(i) });
  expect(await look("on")).toMatchObject({ closed: [], problem: expect.stringContaining("may not arrive") });
  for (let i = 0; i < 2; i++) expect((await ask("on")).verdict.status).toBe("claimed");
  expect((await ask("on")).verdict.status).toBe("closed");
});

test("while codes get lost nobody waits where no more are out than usual", async () => {
  await knownPast();
  await signIns(12, { at: "10 + i" });
  await putMany(run, 60, { at: "15 + i / 10.0", ip: "md5(i::text)" });
  for (let i = 0; i < 5; i++) {
    expect((await ask("on")).verdict.status).toBe("claimed");
    await pass(MINUTE / 2);
    expect(await look("on")).toMatchObject({ problem: expect.stringContaining("may not arrive") });
  }
  expect(await run("select from send_sms.controls where subject in ('ip:*', $1)", [`ip:${ADDRESS}`])).toEqual(
    [],
  );
});

describe("where more is unused than an outage leaves", () => {
  const problem = async () => (await run("select problem from send_sms.guard_looked"))[0]?.["problem"];
  const open = () =>
    run(`select subject from send_sms.controls where made_by = 'guard' and lifted_at is null
      and until > send_sms.clock()`);
  /** Too slow for a flood, from many addresses. */
  const pumped = (count: number) =>
    putMany(run, count, {
      at: "4 + i / 14.0",
      ip: "md5((i % 40)::text)",
      prefix: "'86137' || 1000 + i",
    });

  test("who pretends that codes get lost is judged all the same, until codes arrive", async () => {
    await knownPast();
    await signIns(12, { at: "10 + i" });
    await pumped(200);
    expect(await look("on")).toMatchObject({ problem: expect.stringContaining("may not arrive") });
    const oneOfThem = { subject: `ip:${md5("1")}` };
    expect(await open()).toContainEqual(oneOfThem);
    await pass(60 * MINUTE);
    await signIns(20, { at: "6", used: "5", number: "md5('own ' || i + 12)", prefix: "'86138' || 2000 + i" });
    expect(await look("on")).not.toHaveProperty("problem");
    expect(await open()).not.toContainEqual(oneOfThem);
  });

  test.each([
    ["a small site", 0, 150],
    ["a busy one, where five times as many ask as usual", 2_000, 700],
  ])("in an outage nothing is closed on %s", async (_, before, count) => {
    await putMany(run, before, { at: "60 + i * 0.6", used: "59 + i * 0.6" });
    await knownPast();
    await signIns(12, { at: "10 + i" });
    await pumped(count);
    expect(await look("on")).toMatchObject({ problem: expect.stringContaining("may not arrive") });
    expect(await open()).toEqual([]);
  });

  test("in an outage of hours what is usual stays what it was before", async () => {
    await putMany(run, 2_000, { at: "60 + i * 0.6", used: "59 + i * 0.6" });
    await knownPast();
    await look("on");
    await pass(9 * 60 * MINUTE);
    await signIns(12, { at: "10 + i" });
    // More than are looked at to learn it.
    await putMany(run, 3_500, {
      at: "4 + i * 0.15",
      ip: "md5((i % 40)::text)",
      prefix: "'86137' || 1000 + i",
    });
    expect(await look("on")).toMatchObject({ problem: expect.stringContaining("may not arrive") });
    expect(await open()).toEqual([]);
  });

  test("an office whose codes got lost is not closed when codes arrive again, nor later", async () => {
    await putMany(run, 2_000, { at: "90 + i * 0.6", used: "89 + i * 0.6" });
    await knownPast();
    await look("on");
    await pass(60 * MINUTE);
    await signIns(40, { at: "6 + i" });
    await putMany(run, 15, {
      at: "8 + i",
      ip: "md5('office')",
      number: "md5('office ' || i % 5)",
      prefix: "'86138' || 3000 + i % 5",
    });
    expect(await look("on")).toHaveProperty("problem");
    for (let after = 0; after < 75; after += 3) {
      await pass(3 * MINUTE);
      if (after < 12) {
        const nth = `(i + ${3 * after})`;
        await signIns(9, {
          at: "0.5 + i / 10.0",
          used: "0.1",
          number: `md5('own ' || ${nth})`,
          net: `md5('net ' || ${nth})`,
          prefix: `'86138' || 1000 + ${nth}`,
        });
      }
      await putMany(run, 6, { at: "0.5 + i / 10.0", used: "0.1", prefix: "'86138' || 5000 + i" });
      await look("on");
      expect(await open()).toEqual([]);
      if (after === 9) expect(await problem()).toMatch(/^codes got lost until lately: .* 3\d min more$/);
    }
    expect(await look("on")).not.toHaveProperty("problem");
    expect(await problem()).toBeNull();
  });
});
