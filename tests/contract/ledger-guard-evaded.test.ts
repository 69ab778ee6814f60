import { describe, expect, test } from "vitest";
import { ADDRESS, createGuardWorld, hex, MINUTE, uuid } from "../support/postgres/guard-world.ts";
import { putMany } from "../support/postgres/put-many.ts";

const { run, one, ask, verify, look, pass } = createGuardWorld();

const DAY = 24 * 60 * MINUTE;
const closed = () =>
  run("select subject from send_sms.controls where not evidence ? 'suspected' and subject <> 'ip:*'");
const statusOf = async (changes: Parameters<typeof ask>[1]) => (await ask("on", changes)).verdict.status;

describe("users whom Auth does not know switch nothing off", () => {
  test("where those who pump hang up on Auth, which then keeps no user", async () => {
    const { record } = await ask("on", { ipHash: hex(1) });
    await pass(MINUTE);
    await verify(record.userId);
    await look("on");
    for (let i = 0; i < 25; i++) {
      await ask("on", {}, { kept: false });
      await pass(MINUTE);
    }
    await pass(30 * MINUTE);
    expect(await look("on")).not.toHaveProperty("problem");
    expect(await closed()).toEqual([{ subject: `ip:${ADDRESS}` }]);
  });

  test("where the only code of the day was a user's who is deleted by now", async () => {
    await ask("on", {}, { kept: false });
    await pass(MINUTE);
    expect(await look("on")).not.toHaveProperty("problem");
  });
});

describe("whoever asks a hundred times for one number, and is refused", () => {
  const BLOCK = "861650001";
  const own = { prefix: BLOCK, numberHash: hex(60_001) };
  const close = (subject: string) =>
    run("select send_sms.close($1, 'on', send_sms.clock(), 'closed', '{\"usualRate\": 0.8}')", [subject]);
  const insist = () =>
    putMany(run, 100, {
      at: "i / 10.0",
      status: "'closed'",
      number: `'${own.numberHash}'`,
      prefix: `'${BLOCK}'`,
      ip: `'${ADDRESS}'`,
    });

  test("does not make a block new for a closed address", async () => {
    await run("update send_sms.guard_state set blocks_credit = true");
    await close(`ip:${ADDRESS}`);
    await putMany(run, 1, { at: "60", prefix: `'${BLOCK}'`, ip: `'${hex(1)}'` });
    expect(await statusOf(own)).toBe("closed");
    await insist();
    expect(await statusOf(own)).toBe("closed");
  });

  test("does not make its address new for a closed block", async () => {
    await close(BLOCK);
    await putMany(run, 1, { at: "60", ip: `'${ADDRESS}'` });
    expect(await statusOf(own)).toBe("closed");
    await insist();
    expect(await statusOf(own)).toBe("closed");
  });
});

describe("numbers that are asked for again", () => {
  const again = (i: number) => ({ numberHash: hex(70_000 + i), userId: uuid(70_000 + i) });

  test("are judged anew a day later", async () => {
    for (let i = 0; i < 15; i++) await ask("off", again(i));
    await pass(DAY + 60 * MINUTE);
    for (let i = 0; i < 15; i++) {
      await ask("on", again(i));
      await pass(MINUTE);
    }
    await pass(30 * MINUTE);
    await look("on");
    expect(await closed()).toEqual([{ subject: `ip:${ADDRESS}` }]);
    expect(await statusOf(again(3))).toBe("closed");
  });

  test("weigh more with every unused code, up to one and a half with the third", async () => {
    const weightOf = async () =>
      (await one(`select weight from send_sms.evidence_of('ip:${ADDRESS}', send_sms.clock(), '{}', 0.8,
        array[0.02, 0.15, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1], 0.3, 0.03)`))?.["weight"];
    const weights: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      await ask("on", again(1));
      await pass(5 * MINUTE);
      weights.push(await weightOf());
    }
    expect(weights).toEqual([1, 1.25, 1.5, 1.5]);
  });

  test("make others of the address wait in a rush by each of their codes", async () => {
    await run("select send_sms.hold_rushes('on', send_sms.clock(), 0.9)");
    for (let i = 0; i < 3; i++) expect(await statusOf(again(1))).toBe("claimed");
    expect(await statusOf({})).toBe("closed");
  });
});
