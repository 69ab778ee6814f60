import { describe, expect, test } from "vitest";
import { createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";
import { putMany } from "../support/postgres/put-many.ts";

const { run, one, ask, verify, look, pass } = createGuardWorld();
const HOUR = 60 * MINUTE;
const wide = () =>
  one(
    `select subject, extract(epoch from until - made_at)::int / 3600 as hours, until > send_sms.clock() as open
    from send_sms.controls where evidence ? 'wide' order by id desc limit 1`,
  );

describe("a prefix of many blocks that looks pumped from addresses which are new every time", () => {
  let n = 0;
  const next = () => {
    n++;
    return { ipHash: hex(n), prefix: `86138${String((n * 37) % 1000).padStart(4, "0")}` };
  };
  async function pump(count: number) {
    for (let i = 0; i < count; i++) {
      await ask("on", next());
      await pass(10_000);
    }
    await pass(20 * MINUTE);
    await look("on");
  }
  test("is closed for an hour, and left open where people verify then", async () => {
    await pump(130);
    expect(await wide()).toMatchObject({ hours: 1, open: true });
    await pass(HOUR);
    await look("on");
    expect(await wide()).toMatchObject({ open: false });
    for (let i = 0; i < 12; i++) {
      const { record } = await ask("on", next());
      await pass(MINUTE / 2);
      if (i % 4 > 0) await verify(record.userId);
    }
    await pass(20 * MINUTE);
    await look("on");
    expect(await wide()).toMatchObject({ open: false });
  }, 60_000);

  test("is closed for six hours and then for a day where it goes on", async () => {
    await pump(130);
    await pass(HOUR);
    await pump(20);
    expect(await wide()).toMatchObject({ hours: 6, open: true });
    await pass(6 * HOUR);
    await pump(20);
    expect(await wide()).toMatchObject({ hours: 24, open: true });
  }, 60_000);
});

test("whatever lies beyond what exp() can say is certain, and no error", async () => {
  const certainty = (honest: number, mixed: number, pumped: number) =>
    one("select send_sms.certainty(0.5, 0.1, $1, $2, $3) as n", [honest, mixed, pumped]);
  expect(await certainty(-4_000, -3_000, -9)).toEqual({ n: 1 });
  expect((await certainty(-9, -3_000, -4_000))?.["n"]).toBeCloseTo(0);
});

test("a thousand unused codes of one carrier close its prefix, whatever kept the guard from looking before", async () => {
  await putMany(run, 400, {
    at: "30 + i",
    used: "29 + i",
    ip: "md5('known ' || i)",
    prefix: "'86139' || 1000 + i",
  });
  await look("on");
  await pass(HOUR);
  await putMany(run, 1_000, { at: "30 + i / 10.0", ip: "md5(i::text)", prefix: "'86138' || 1000 + i" });
  await look("on");
  expect(await wide()).toMatchObject({ open: true });
});
