import { describe, expect, test } from "vitest";
import { createGuardWorld, MINUTE, uuid } from "../support/postgres/guard-world.ts";

const { run, one, ask, look, pass, newestKey } = createGuardWorld();

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
});
