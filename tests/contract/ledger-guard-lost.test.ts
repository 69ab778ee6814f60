import { describe, expect, test } from "vitest";
import { ADDRESS, createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";
import { type Many, putMany } from "../support/postgres/put-many.ts";

const { run, ask, look, pass } = createGuardWorld();

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
  for (let i = 0; i < 3; i++) expect((await ask("on")).verdict.status).toBe("claimed");
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
