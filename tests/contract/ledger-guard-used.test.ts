import { describe, expect, test } from "vitest";
import { createGuardWorld, hex, MINUTE, uuid } from "../support/postgres/guard-world.ts";

const { run, one, ask, verify, look, pass, newestKey } = createGuardWorld();

describe("a code that somebody used", () => {
  const verifiedOf = async (key: string) =>
    (await one("select verified_at is not null as verified from send_sms.requests where key = $1", [key]))
      ?.["verified"];

  test("is the one of a change of number that was completed, not one for the old number meanwhile", async () => {
    const { record } = await ask("on", { flow: "phone_change" });
    const key = newestKey();
    await pass(MINUTE);
    await run(
      "update auth.users set phone_change = '8613900139000', phone_confirmed_at = send_sms.clock() where id = $1",
      [
        record.userId,
      ],
    );
    await look("on");
    expect(await verifiedOf(key)).toBe(false);
    await pass(MINUTE);
    await run(
      "update auth.users set phone_change = '', phone_confirmed_at = send_sms.clock() where id = $1",
      [
        record.userId,
      ],
    );
    await look("on");
    expect(await verifiedOf(key)).toBe(true);
  });

  test("of a second factor is the one beside its challenge, and no other between challenge and answer", async () => {
    const userId = uuid(900);
    await ask("on", { flow: "mfa", userId });
    const own = newestKey();
    await run("insert into auth.mfa_factors values ($1, $2, 'phone')", [uuid(901), userId]);
    await run("insert into auth.mfa_challenges values ($1, $2, send_sms.clock(), null)", [
      uuid(902),
      uuid(901),
    ]);
    const pumped: string[] = [];
    for (let i = 0; i < 3; i++) {
      await pass(MINUTE);
      await ask("on", { flow: "mfa", userId });
      pumped.push(newestKey());
    }
    await run("update auth.mfa_challenges set verified_at = send_sms.clock()");
    await pass(MINUTE);
    await look("on");
    expect(await verifiedOf(own)).toBe(true);
    for (const key of pumped) expect(await verifiedOf(key)).toBe(false);
  });

  test("of a second factor is one for each challenge, however often the guard looks", async () => {
    const userId = uuid(930);
    const numberHash = hex(930);
    await run("insert into auth.mfa_factors values ($1, $2, 'phone')", [uuid(931), userId]);
    for (let i = 0; i < 5; i++) await ask("on", { flow: "mfa", userId, numberHash });
    await run("insert into auth.mfa_challenges values ($1, $2, send_sms.clock(), send_sms.clock())", [
      uuid(932),
      uuid(931),
    ]);
    for (let i = 0; i < 4; i++) {
      await pass(MINUTE);
      await look("on");
    }
    expect(await run("select from send_sms.requests where verified_at is not null")).toHaveLength(1);
  });

  test("of a second factor is nobody's where two numbers were asked for at once, for a challenge names none", async () => {
    const userId = uuid(940);
    await run("insert into auth.mfa_factors values ($1, $2, 'phone'), ($3, $2, 'phone')", [
      uuid(941),
      userId,
      uuid(942),
    ]);
    await ask("on", { flow: "mfa", userId });
    await pass(2);
    await ask("on", { flow: "mfa", userId });
    // Auth writes it once the provider has answered.
    await run("insert into auth.mfa_challenges values ($1, $2, send_sms.clock(), send_sms.clock())", [
      uuid(943),
      uuid(941),
    ]);
    await pass(MINUTE);
    await look("on");
    expect(await run("select from send_sms.requests where verified_at is not null")).toEqual([]);
  });
});

describe("a code whose settlement was lost", () => {
  const BLOCK = "861501234";

  /** An attack elsewhere, so that few numbers are enough; then people who are new to a block of numbers. */
  async function askWhileAttacked(verifies: boolean) {
    for (let i = 0; i < 60; i++) {
      await ask("on", { ipHash: hex(10_000 + i), prefix: `861471${String(i).padStart(3, "0")}` });
      await pass(MINUTE / 6);
    }
    for (let i = 0; i < 20; i++) {
      const { record, verdict } = await ask("on", { ipHash: hex(20_000 + i), prefix: BLOCK }, {
        settled: false,
      });
      expect(verdict.status).toBe("claimed");
      await pass(MINUTE / 3);
      if (verifies) await verify(record.userId);
      await look("on");
    }
    await pass(30 * MINUTE);
    await look("on");
  }
  const controls = () => run("select kind from send_sms.controls where subject = $1", [BLOCK]);

  test("counts as used once it is", async () => {
    await askWhileAttacked(true);
    expect(await one("select count(verified_at) as n from send_sms.requests where prefix = $1", [BLOCK]))
      .toEqual({ n: "20" });
    expect(await controls()).toEqual([]);
  });

  test("is held against nobody for long, for it may never have been sent", async () => {
    await askWhileAttacked(false);
    expect(await controls()).toEqual([]);
  });
});
