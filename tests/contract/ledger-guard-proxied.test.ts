import { describe, expect, test } from "vitest";
import { ADDRESS, createGuardWorld } from "../support/postgres/guard-world.ts";
import { type Many, putMany } from "../support/postgres/put-many.ts";

const { run, one, look } = createGuardWorld();

/** As where a proxy in front of Auth passes no client's address on. */
const proxied = { ip: `'${ADDRESS}'`, net: "'1234'" };
const put = (count: number, many: Many) => putMany(run, count, { ...proxied, ...many });

describe("where all come from one address", () => {
  test("what is usual is learnt from them nevertheless", async () => {
    await put(300, {
      at: "60 + i",
      used: "case when i % 5 < 3 then 58 + i end",
      prefix: "'86137' || 1000 + i",
    });
    const usual = await one(
      "select rate, curve[3] as within_a_minute from send_sms.learn_usual(send_sms.clock())",
    );
    expect(usual?.["rate"]).toBeCloseTo(0.6, 1);
    expect(usual?.["within_a_minute"]).toBeLessThan(0.1);
  });

  test("that codes get lost is said by eight numbers that signed in before", async () => {
    const known = { flow: "'signin'", number: "md5('own ' || i)", prefix: "'86138' || 1000 + i" };
    await put(30, { at: "600 + i", used: "599 + i" });
    await put(40, { ...known, at: "2000 + i", used: "1999 + i" });
    await put(7, { ...known, at: "10 + i" });
    expect(await look("on")).not.toHaveProperty("problem");
    await put(8, { ...known, at: "10 + i" });
    expect(await look("on")).toMatchObject({ problem: expect.stringContaining("may not arrive") });
  });
});

test("who buys twenty verified numbers so that their address is judged no more has a prefix closed instead", async () => {
  await putMany(run, 60, { at: "600 + i", used: "599 + i", ip: "md5(i::text)" });
  await put(20, { at: "500 + i", used: "499 + i" });
  await put(130, { at: "30 + i / 6.0", prefix: "'86139' || 1000 + i" });
  await look("on");
  expect(await one("select crowds from send_sms.guard_state")).toMatchObject({
    crowds: expect.arrayContaining([`ip:${ADDRESS}`]),
  });
  expect(await run("select subject from send_sms.controls where evidence ? 'wide'")).toEqual([
    { subject: "861391" },
  ]);
});
