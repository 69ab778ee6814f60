import { describe, expect, test } from "vitest";
import { ADDRESS, createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";

const { run, one, ask, verify, look, pass } = createGuardWorld();

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PUMPED = "861650001";
const addresses = { next: 1_000 };
const newAddress = () => hex(++addresses.next);

/** People who ask, and sign in with what they get. */
async function honest(count: number, changes: Parameters<typeof ask>[1] = {}): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { record } = await ask("on", changes);
    await pass(MINUTE);
    await verify(record.userId);
    await look("on");
  }
}

/** Numbers that nobody signs in with. @returns how many of them were sent */
async function pumped(count: number, changes: () => Parameters<typeof ask>[1]): Promise<number> {
  let sent = 0;
  for (let i = 0; i < count; i++) {
    if ((await ask("on", changes())).verdict.status === "claimed") sent++;
    await pass(MINUTE);
    await look("on");
  }
  return sent;
}

const statusOf = async (changes: Parameters<typeof ask>[1]) => (await ask("on", changes)).verdict.status;

describe("a pump behind an address that honest users share", () => {
  test("is refused for the blocks it asks for, and they are not", async () => {
    await honest(5);
    let n = 0;
    expect(await pumped(60, () => ({ prefix: `86165000${n++ % 5}` }))).toBeLessThan(40);
    expect(await statusOf({ prefix: "861650001" })).toBe("closed");
    expect(await statusOf({})).toBe("claimed");
    expect(
      await run("select from send_sms.controls where subject = $1 and not evidence ? 'suspected'", [
        `ip:${ADDRESS}`,
      ]),
    ).toEqual([]);
  });

  test("buys nothing by having the same few numbers verify again and again", async () => {
    let n = 0;
    let sent = 0;
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 6; i++) await honest(1, { numberHash: hex(700 + i), prefix: `86170000${i}` });
      sent += await pumped(5, () => ({ prefix: `8618${String(++n).padStart(5, "0")}` }));
    }
    expect(sent).toBeLessThan(80);
  }, 60_000);

  test("leaves it open to new blocks however many it asks for", async () => {
    await honest(5);
    let n = 0;
    await pumped(40, () => ({ prefix: `8616500${String(n++ % 20).padStart(2, "0")}` }));
    expect(await statusOf({})).toBe("claimed");
  });
});

describe("a suspicion", () => {
  const suspect = (subject: string) =>
    run("select send_sms.close($1, 'on', send_sms.clock(), 'suspected', '{\"usualRate\": 0.8}')", [subject]);

  test("refuses nobody alone, and together with another who is met by both", async () => {
    await suspect(`ip:${ADDRESS}`);
    expect(await statusOf({ prefix: PUMPED })).toBe("claimed");
    await suspect(PUMPED);
    expect(await statusOf({ prefix: PUMPED })).toBe("closed");
    expect(await statusOf({ prefix: PUMPED, ipHash: newAddress() })).toBe("claimed");
    expect(await statusOf({ prefix: PUMPED, flow: "signin" })).toBe("claimed");
  });

  test("refuses although a hook that only observed has left something there", async () => {
    const { wider, block, ipHash } = { wider: "8616600", block: "861660001", ipHash: newAddress() };
    await run("select send_sms.close($1, 'observe', send_sms.clock(), 'closed', '{\"usualRate\": 0.8}')", [
      wider,
    ]);
    expect(await statusOf({ prefix: block, ipHash })).toBe("claimed");
    await suspect(`ip:${ipHash}`);
    await suspect(block);
    expect(await statusOf({ prefix: block, ipHash })).toBe("closed");
  });

  test("is lifted when codes are used after all", async () => {
    await suspect(`ip:${ADDRESS}`);
    await honest(4);
    expect(await one("select open from send_sms.guarded")).toEqual({ open: false });
  });
});

describe("what is refused", () => {
  async function refuse(count: number): Promise<void> {
    for (let i = 0; i < count; i++) expect(await statusOf({ prefix: PUMPED })).toBe("closed");
  }

  test("says no more the oftener one asks", async () => {
    await pumped(20, () => ({ prefix: PUMPED }));
    const known = () =>
      one(`select credit.*, send_sms.pumped_share(send_sms.clock(), 0.8, state.usual_curve) as share
        from send_sms.guard_state as state, send_sms.credit(send_sms.clock()) as credit`);
    await refuse(5);
    const before = await known();
    await refuse(60);
    expect(await known()).toEqual(before);
  });
});

describe("while a carrier loses codes", () => {
  const CARRIER = "861770000";
  /** The same numbers each time, each of a block of its own. */
  async function known(count: number, carrier: string, used: boolean): Promise<void> {
    for (let i = 0; i < count; i++) {
      const prefix = `${carrier}${1_000 + i}`;
      const numberHash = prefix.padStart(32, "0");
      const { record } = await ask("on", { flow: "signin", numberHash, prefix, ipHash: newAddress() });
      if (used) await verify(record.userId);
    }
  }
  const lost = (count: number) => pumped(count, () => ({ prefix: CARRIER, ipHash: newAddress() }));

  test("its blocks stay open, as those who signed in before get none either", async () => {
    await known(30, "86177", true);
    await known(40, "86139", true);
    await pass(MINUTE);
    await look("on");
    await pass(DAY);
    await known(12, "86177", false);
    await pass(6 * MINUTE);
    // Of everybody's sign-ins these are too few.
    await known(40, "86139", true);
    await pass(10 * MINUTE);
    expect(await look("on")).not.toHaveProperty("problem");
    expect(await lost(15)).toBe(15);
    expect(await run("select subject from send_sms.controls where not subject ~ '^(ip|net):'")).toEqual([]);
  });

  test("they are closed for a day at most where nobody can tell, and not again afterwards", async () => {
    expect(await lost(60)).toBeLessThan(60);
    await pass(DAY);
    await look("on");
    expect(await statusOf({ prefix: CARRIER, ipHash: newAddress() })).toBe("claimed");
    await honest(5, { prefix: CARRIER, ipHash: newAddress() });
    await pass(DAY);
    await honest(5, { prefix: CARRIER, ipHash: newAddress() });
    expect(await run("select from send_sms.guarded where open")).toEqual([]);
  });
});
