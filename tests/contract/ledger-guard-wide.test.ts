import { describe, expect, test } from "vitest";
import { createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";

const { one, ask, verify, look, pass } = createGuardWorld();
const HOUR = 60 * MINUTE;

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
  const wide = () =>
    one(
      `select subject, extract(epoch from until - made_at)::int / 3600 as hours, until > send_sms.clock() as open
      from send_sms.controls where evidence ? 'wide' order by id desc limit 1`,
    );

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
