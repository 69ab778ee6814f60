import { describe, expect, test } from "vitest";
import { ADDRESS, createGuardWorld, hex, MINUTE } from "../support/postgres/guard-world.ts";
import { putMany } from "../support/postgres/put-many.ts";

const { run, one, ask, verify, look, pass } = createGuardWorld();

const PUMPED = "861650001";
const addresses = { next: 50_000 };
const newAddress = () => hex(++addresses.next);

const statusOf = async (changes: Parameters<typeof ask>[1]) => (await ask("on", changes)).verdict.status;
const close = (subject: string, how: "closed" | "suspected", evidence: object = {}) =>
  run("select send_sms.close($1, 'on', send_sms.clock(), $2, $3)", [subject, how, {
    usualRate: 0.8,
    ...evidence,
  }]);
const credit = () => one("select * from send_sms.credit(send_sms.clock())");
const give = (which: "addresses" | "blocks", credit: boolean) =>
  run(`update send_sms.guard_state set ${which}_credit = $1`, [credit]);

/** Strangers from addresses of their own who ask for numbers of one block, one a minute. */
async function strangers(count: number, { used = false } = {}): Promise<number> {
  let sent = 0;
  for (let i = 0; i < count; i++) {
    const { verdict, record } = await ask("on", { prefix: PUMPED, ipHash: newAddress() });
    if (verdict.status === "claimed") sent++;
    await pass(MINUTE / 2);
    if (used) await verify(record.userId);
    await pass(MINUTE / 2);
    await look("on");
  }
  return sent;
}

describe("a closed block", () => {
  test("lets addresses pass that are new today, until ten of their codes went unused", async () => {
    await close(PUMPED, "closed");
    const sent = await strangers(40);
    expect(sent).toBeGreaterThanOrEqual(10);
    expect(sent).toBeLessThanOrEqual(15);
    expect(await credit()).toMatchObject({ addresses: false });
    expect(await statusOf({ prefix: PUMPED, ipHash: newAddress() })).toBe("closed");
  }, 60_000);

  test("is closed to strangers at a price: those who want that send twenty codes first", async () => {
    const sent = await strangers(50);
    expect(sent).toBeGreaterThanOrEqual(20);
    expect(sent).toBeLessThan(40);
  }, 60_000);

  test("lets some pass in every hour, and all once its pump has gone and they use their codes", async () => {
    await close(PUMPED, "closed");
    await strangers(30);
    expect(await credit()).toMatchObject({ addresses: false });
    await pass(60 * MINUTE);
    await look("on");
    expect(await strangers(40, { used: true })).toBe(40);
    await pass(60 * MINUTE);
    expect(await strangers(100)).toBeLessThan(95);
  }, 60_000);

  test("lets them pass for as long as they use their codes", async () => {
    await close(PUMPED, "closed");
    expect(await strangers(60, { used: true })).toBe(60);
    expect(await credit()).toMatchObject({ addresses: true });
  }, 60_000);

  test("counts what its pump's addresses were refused for, or who shares it would pay for what they hide", async () => {
    await close(PUMPED, "closed");
    await close(`ip:${ADDRESS}`, "closed");
    await pass(60 * MINUTE);
    await putMany(run, 45, { at: "i", prefix: `'${PUMPED}'`, ip: "md5((i % 10)::text)" });
    const refused = (count: number, by = `ip:${ADDRESS}`) =>
      putMany(run, count, {
        at: "5",
        status: "'closed'",
        control: `(select id from send_sms.controls where subject = '${by}')`,
      });
    await refused(1_000);
    await run("select send_sms.block('VN', null, 'no users')");
    await refused(1_000, "VN");
    expect(await credit()).toMatchObject({ addresses: false });
    await refused(500);
    expect(await credit()).toMatchObject({ addresses: true });
  });

  test("is closed to an address that asked before today", async () => {
    const ipHash = newAddress();
    await ask("on", { ipHash });
    await close(PUMPED, "closed");
    expect(await statusOf({ prefix: PUMPED, ipHash })).toBe("closed");
  });
});

test("a block that is suspected enough refuses strangers alone, once newcomers have used up their credit", async () => {
  await close(PUMPED, "suspected", { alone: true });
  const ipHash = newAddress();
  expect(await statusOf({ prefix: PUMPED, ipHash })).toBe("claimed");
  await give("addresses", false);
  expect(await statusOf({ prefix: PUMPED, ipHash: newAddress() })).toBe("closed");
  await run("update send_sms.requests set verified_at = created_at where ip_hash = $1", [ipHash]);
  expect(await statusOf({ prefix: PUMPED, ipHash })).toBe("claimed");
  await close("861650002", "suspected");
  expect(await statusOf({ prefix: "861650002", ipHash: newAddress() })).toBe("claimed");
});

test("a closed address may ask for a block that is new today, until that credit is used up", async () => {
  await give("blocks", true);
  await close(`ip:${ADDRESS}`, "closed");
  await ask("on", { prefix: PUMPED, ipHash: newAddress() });
  expect(await statusOf({ prefix: PUMPED })).toBe("closed");
  expect(await statusOf({})).toBe("claimed");
  await give("blocks", false);
  expect(await statusOf({})).toBe("closed");
});

describe("while many codes are out unused", () => {
  const hold = () => run("select send_sms.hold_rushes('on', send_sms.clock(), 0.9)");

  test("a third number waits where two are unused, and nobody elsewhere", async () => {
    await hold();
    const { record } = await ask("on");
    expect(await statusOf({})).toBe("claimed");
    expect((await ask("on")).verdict).toMatchObject({ status: "closed", by: "guard" });
    expect(await statusOf({ numberHash: record.numberHash })).toBe("claimed");
    expect(await statusOf({ ipHash: newAddress() })).toBe("claimed");
  });

  test("until one is used", async () => {
    await hold();
    const { record } = await ask("on");
    await ask("on");
    expect(await statusOf({})).toBe("closed");
    await pass(MINUTE);
    await verify(record.userId);
    await look("on");
    expect(await statusOf({})).toBe("claimed");
  });

  test("until ten minutes later, or somebody lifts it for a day", async () => {
    await hold();
    for (let i = 0; i < 2; i++) await ask("on");
    expect(await statusOf({})).toBe("closed");
    expect(await one("select send_sms.unblock('ip:*') as said")).toEqual({ said: "unblocked ip:*" });
    await hold();
    expect(await statusOf({})).toBe("claimed");
    await pass(24 * 60 * MINUTE + 1);
    await hold();
    for (let i = 0; i < 2; i++) expect(await statusOf({})).toBe("claimed");
    expect(await statusOf({})).toBe("closed");
    await pass(10 * MINUTE + 1);
    expect(await statusOf({})).toBe("claimed");
  });
});

test("many codes at once hold those who rush, by a look", async () => {
  for (let i = 0; i < 45; i++) await ask("on", { ipHash: newAddress() });
  await look("on");
  expect(await one("select subject, kind from send_sms.guarded")).toEqual({
    subject: "ip:*",
    kind: "blocked",
  });
  for (let i = 0; i < 2; i++) expect(await statusOf({})).toBe("claimed");
  expect(await statusOf({})).toBe("closed");
});
