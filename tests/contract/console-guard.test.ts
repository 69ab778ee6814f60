import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Control } from "../../src/console/wire.ts";
import { createAsk } from "../support/console/ask.ts";
import { ADDRESS, ALONE, BLOCK, NETWORK, putGuard } from "../support/console/put-guard.ts";
import { type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld({ traffic: false });
});
afterAll(() => world?.close());

const { post, read } = createAsk(() => world.console.url);

describe("what the guard has closed", () => {
  const HASH = "0".repeat(24);
  beforeEach(() => putGuard(world));
  const stillOpen = async () =>
    (await world.run("select subject from send_sms.open_controls order by id")).map(({ subject }) => subject);

  test("is told with whom it refuses, what refuses most first, and what each has met", async () => {
    await world.run("select send_sms.block('KP', null, 'no users there')");
    const { controls, controlCount } = await read("/api/now?zone=UTC");
    expect(controlCount).toBe(8);
    expect(
      controls.map(({ subject, refuses, met, refused }: Control) => [subject, refuses, met, refused]),
    ).toEqual([
      ["KP", "everybody", 0, 0],
      [ALONE, "strangers", 0, 0],
      ["84", "strangers", 0, 0],
      ["ip:*", "strangers", 0, 0],
      [ADDRESS, "strangers", 0, 0],
      [NETWORK, "suspects", 1, 1],
      [BLOCK, "suspects", 0, 0],
      ["852", "nobody", 1, 0],
    ]);
    expect(controls[1].evidence).toMatchObject({ numbers: 14, alone: true });
  });

  test("counts to a hundred and tells three hundred, however many there are", async () => {
    await world.run(
      `insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence)
        select 'blocked', 'ip:' || md5(n::text), 'r', 'guard', send_sms.clock(), send_sms.clock() + interval '1 day', '{}'
        from generate_series(1, 400) as n`,
    );
    await world.run(
      `insert into send_sms.requests (key, status, number_hash, number_mask, prefix, flow, created_at, control_id)
        select 'many ' || n, 'closed', 'h', '+86', '86', 'signup', '2020-01-01', c.id
        from generate_series(1, 150) as n, send_sms.controls as c where c.subject = $1`,
      [ADDRESS],
    );
    const { controls, controlCount } = await read("/api/now?zone=UTC");
    expect([controls.length, controlCount]).toEqual([300, 407]);
    expect(controls[0]).toMatchObject({ subject: ADDRESS, refused: 100 });
    await world.run("delete from send_sms.requests where key like 'many %'");
  });

  test("is told with each request that it refuses, all of what would have to be lifted", async () => {
    const { recent } = await read("/api/now?zone=UTC");
    const byKey = (wanted: string) => recent.find(({ key }: { key: string }) => key === wanted);
    expect(byKey("by two").closed_by.map(({ subject }: Control) => subject)).toEqual([
      "ip:*",
      NETWORK,
      BLOCK,
    ]);
    // It was sent.
    expect(byKey("observed").closed_by).toBeNull();
    await world.run("select send_sms.block('+8617000', null, 'pumped')");
    const now = await read("/api/now?zone=UTC");
    const { closed_by: controls } = now.recent.find(({ key }: { key: string }) => key === "by two");
    expect(controls).toContainEqual({ subject: "8617000", until: null });
  });

  test.each([ADDRESS, NETWORK, "ip:*", ALONE, BLOCK, "84", "852"])("is lifted: %s", async (subject) => {
    const before = await stillOpen();
    expect(await post("/api/act", { act: "unblock", subject })).toEqual({
      status: 200,
      body: { done: true },
    });
    expect(await stillOpen()).toEqual(before.filter((one) => one !== subject));
    expect(await world.run("select lifted_by from send_sms.controls where lifted_at is not null")).toEqual([
      { lifted_by: "owner (console)" },
    ]);
  });

  test("is lifted all at once, and a person's blocks stay", async () => {
    await world.run("select send_sms.block('CN', null, 'closed for the holidays')");
    await world.run("select send_sms.block('+852', null, 'observed by the guard as well')");
    await world.run("update send_sms.controls set lifted_at = null where made_by = 'guard'");
    expect((await post("/api/act", { act: "unblock_guard" })).status).toBe(200);
    expect(await stillOpen()).toEqual(["852", "CN", "852"]);
  });

  test("is not lifted by a name that nothing has", async () => {
    const before = await stillOpen();
    const answer = await post("/api/act", { act: "unblock", subject: `ip:${HASH}` });
    expect(answer).toMatchObject({
      status: 502,
      body: { problem: { en: expect.stringMatching(/^Neither a country/) } },
    });
    expect(await stillOpen()).toEqual(before);
  });
});
