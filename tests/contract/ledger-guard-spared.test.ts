import { describe, expect, test } from "vitest";
import { openPostgresLedger } from "../../src/hook/ledger/open-postgres.ts";
import { createFakeRuntime } from "../support/hook/runtime.ts";
import { ADDRESS, createGuardWorld, hex, MINUTE, uuid } from "../support/postgres/guard-world.ts";
import { putMany } from "../support/postgres/put-many.ts";

const { run, one, ask, verify, look, pass, runAsHook } = createGuardWorld();

const DAY = 24 * 60 * MINUTE;
const BLOCK = "861650001";
const addresses = { next: 90_000 };
const newAddress = () => hex(++addresses.next);
const statusOf = async (changes: Parameters<typeof ask>[1]) => (await ask("on", changes)).verdict.status;
const close = (subject: string, mode = "on", evidence: object = {}) =>
  run("select send_sms.close($1, $2, send_sms.clock(), 'closed', $3)", [subject, mode, {
    usualRate: 0.8,
    ...evidence,
  }]);
const closed = () =>
  run("select subject from send_sms.controls where subject <> 'ip:*' and not evidence ? 'wide'");

describe("who is spared by what is closed", () => {
  test("whoever logs in with a second factor that Auth has verified", async () => {
    await close(`ip:${ADDRESS}`);
    expect(await statusOf({ flow: "mfa" })).toBe("closed");
    expect(await statusOf({ flow: "mfa", verifiedFactor: true })).toBe("claimed");
  });

  test("whoever asks again because the first SMS did not come, where they passed on credit", async () => {
    await run("update send_sms.guard_state set blocks_credit = true");
    await close(BLOCK);
    const asking = { prefix: BLOCK, ipHash: newAddress(), numberHash: hex(80_001) };
    expect(await statusOf(asking)).toBe("claimed");
    expect(await statusOf(asking)).toBe("claimed");
    expect(await statusOf({ ...asking, numberHash: hex(80_002) })).toBe("closed");
    await close(`ip:${ADDRESS}`);
    const sharing = { prefix: "861650002", numberHash: hex(80_003) };
    expect(await statusOf(sharing)).toBe("claimed");
    expect(await statusOf(sharing)).toBe("claimed");
    expect(await statusOf({ ...sharing, numberHash: hex(80_004) })).toBe("closed");
  });

  test("a busy address where many used their codes today, however many ask in one minute", async () => {
    await run("select send_sms.hold_rushes('on', send_sms.clock(), 0.9)");
    await putMany(run, 150, { at: "60 + i", used: "59 + i", ip: `'${ADDRESS}'`, prefix: "'8613' || i" });
    await putMany(run, 250, { at: "i / 100.0", ip: `'${ADDRESS}'`, prefix: "'8614' || i" });
    expect(await statusOf({})).toBe("claimed");
    await putMany(run, 60, { at: "i / 100.0", ip: `'${ADDRESS}'`, prefix: "'8615' || i" });
    expect(await statusOf({})).toBe("closed");
  });
});

describe("how long it is closed", () => {
  const lasts = async () =>
    (await one(`select extract(epoch from until - made_at)::int / 3600 as hours from send_sms.controls
      order by id desc limit 1`))?.["hours"];

  test("is told by what refused, not by what was only observed", async () => {
    await close(BLOCK, "observe");
    await pass(2 * DAY);
    await close(BLOCK, "observe");
    expect(await lasts()).toBe(72);
    await look("on");
    await close(BLOCK);
    expect(await lasts()).toBe(24);
    await pass(2 * DAY);
    await close(BLOCK);
    expect(await lasts()).toBe(72);
  });

  test("nor by what turned out honest", async () => {
    await close(BLOCK);
    await run("update send_sms.controls set lifted_at = send_sms.clock(), lifted_by = 'guard'");
    await close(BLOCK);
    expect(await lasts()).toBe(24);
  });
});

test("an outage shows within minutes where many sign in", async () => {
  const known = { flow: "'signin'", number: "md5('own ' || i)", prefix: "'86138' || 1000 + i" };
  await putMany(run, 3_000, { ...known, at: "2000 + i", used: "1999 + i" });
  await putMany(run, 3_000, {
    ...known,
    at: "i / 10.0",
    used: "case when i > 150 then i / 10.0 - 0.5 end",
  });
  expect(await run("select send_sms.codes_get_lost(send_sms.clock(), '{}') as lost")).toEqual([{ lost: "" }]);
});

test("how many codes are usual is known where thousands are sent in twenty minutes", async () => {
  await putMany(run, 3_500, { at: "i / 200.0" });
  await putMany(run, 3_500, { at: "20 + i / 200.0", used: "19.5 + i / 200.0", ip: "md5((i % 5)::text)" });
  const usual = await one("select codes from send_sms.learn_usual(send_sms.clock())");
  expect(usual?.["codes"]).toBeGreaterThan(600);
});

test("what is refused from ever new addresses by one closed block makes no attack", async () => {
  await close(BLOCK);
  const share = async () =>
    (await one(
      "select send_sms.pumped_share(send_sms.clock(), 0.8, array[0, 0, 0, 0, 0, 0, 0, 0, 1]) as share",
    ))
      ?.["share"];
  await putMany(run, 60, { at: "25", used: "24" });
  await putMany(run, 300, {
    at: "1",
    status: "'closed'",
    ip: "md5(i::text)",
    prefix: `'${BLOCK}'`,
    control: "(select max(id) from send_sms.controls)",
  });
  expect(await share()).toBeLessThan(0.2);
});

describe("an address that everybody comes from", () => {
  const proxied = { ipHash: ADDRESS };

  test("says nothing, as a proxy's that passes no client's on", async () => {
    await putMany(run, 30, { at: "600 + i", used: "599 + i", ip: `'${ADDRESS}'`, net: "'1234'" });
    await putMany(run, 300, {
      at: "60 + i / 5.0",
      ip: `'${ADDRESS}'`,
      net: "'1234'",
      prefix: "'86137' || 1000 + i",
    });
    for (let i = 0; i < 5; i++) {
      await ask("on", proxied);
      await pass(MINUTE);
    }
    await look("on");
    expect(await one("select crowds from send_sms.guard_state")).toEqual({
      crowds: expect.arrayContaining([`ip:${ADDRESS}`, "net:1234"]),
    });
    expect(await closed()).toEqual([]);
    expect(await statusOf(proxied)).toBe("claimed");
  });

  test("opens no block that is closed", async () => {
    await putMany(run, 30, { at: "600 + i", used: "599 + i", ip: `'${ADDRESS}'` });
    await close(BLOCK);
    expect(await statusOf({ ...proxied, prefix: BLOCK })).toBe("claimed");
    await look("on");
    expect(await statusOf({ ...proxied, prefix: BLOCK })).toBe("closed");
    await run('update send_sms.controls set evidence = \'{"suspected": true, "alone": true}\'');
    expect(await statusOf({ ...proxied, prefix: BLOCK })).toBe("closed");
  });
});

test("a wide prefix that a person unblocks closes no wider one", async () => {
  const put = (minutes: number) =>
    putMany(run, 130, { at: `${minutes} + i / 6.0`, ip: "md5(i::text)", prefix: "'86138' || 1000 + i" });
  const wide = () =>
    run("select subject, lifted_by from send_sms.controls where evidence ? 'wide' order by id");
  await putMany(run, 1, { at: "2000", used: "1999" });
  await put(30);
  await look("on");
  const [first] = await wide();
  expect(first).toMatchObject({ lifted_by: null });
  await run("select send_sms.unblock($1)", [first?.["subject"]]);
  for (let i = 0; i < 5; i++) {
    await pass(2 * MINUTE);
    await look("on");
  }
  expect(await wide()).toEqual([{ subject: first?.["subject"], lifted_by: "postgres" }]);
});

describe("codes that were used", () => {
  test("are noted after three days of silence", async () => {
    const { record } = await ask("on");
    await look("on");
    await pass(10 * MINUTE);
    await verify(record.userId);
    await pass(3 * DAY);
    await look("on");
    expect(await one("select count(verified_at) as n from send_sms.requests")).toEqual({ n: "1" });
  });

  test("as a second factor lift what they came from", async () => {
    const userId = uuid(910);
    await close(`ip:${ADDRESS}`);
    await run("update send_sms.controls set evidence = evidence || '{\"suspected\": true}'");
    await run("insert into auth.mfa_factors values ($1, $2, 'phone')", [uuid(911), userId]);
    for (let i = 0; i < 4; i++) {
      await ask("on", { flow: "mfa", userId });
      await run("insert into auth.mfa_challenges values ($1, $2, send_sms.clock(), send_sms.clock())", [
        uuid(920 + i),
        uuid(911),
      ]);
      await pass(2 * MINUTE);
    }
    await look("on");
    expect(await one("select open from send_sms.guarded")).toEqual({ open: false });
  });

  test("are noted behind a request that is refused, where nothing else comes", async () => {
    const left: Promise<unknown>[] = [];
    const query = (text: string, values: readonly unknown[]) => runAsHook(text, [...values]);
    const opened = await openPostgresLedger(
      { url: "", ca: undefined, keepDays: 90, guard: "on", onGuarded: () => {} },
      {
        ...createFakeRuntime({ waitUntil: (promise) => void left.push(promise) }),
        connect: () => Promise.resolve({ query }),
      },
    );
    if (!("ledger" in opened)) throw new Error("Cannot open the ledger");
    const { record } = await ask("on");
    await verify(record.userId);
    await close(`ip:${ADDRESS}`);
    const stranger = { ...record, numberHash: hex(80_010) };
    const signal = AbortSignal.timeout(20_000);
    const verdict = await opened.ledger.claim({ key: "a stranger", counters: [], record: stranger }, {
      signal,
    });
    expect(verdict).toMatchObject({ status: "closed", by: "guard" });
    await Promise.all(left);
    expect(await one("select count(verified_at) as n from send_sms.requests")).toEqual({ n: "1" });
  });
});
