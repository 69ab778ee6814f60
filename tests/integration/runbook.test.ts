import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET } from "../../src/emulator/aliyun/index.ts";
import { FIRST_SECRET, SECOND_SECRET } from "../support/hook/signing.ts";
import { createWalk, sectionsOf } from "../support/runbook/page.ts";
import { startRunbookWorld } from "../support/runbook/world.ts";

let world: Awaited<ReturnType<typeof startRunbookWorld>>;
beforeAll(async () => {
  world = await startRunbookWorld();
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const USER = "00000000-0000-4000-8000-000000000001";
const received = (count: number) =>
  expect.poll(async () => (await world.sql("select * from send_sms.receipts")).length, { timeout: 10_000 })
    .toBe(count);

describe.each([["en", "docs/runbook.md"], ["zh", "docs/runbook.zh-CN.md"]] as const)(
  "in %s, %s",
  (language, page) => {
    const sections = sectionsOf(page);
    const walkOf = (section: number) => createWalk(sections[section] ?? [], world.acts(language));

    test("has a section for each thing that is seen, and one of what was not tried", () => {
      expect(sections.map((steps) => steps.length > 0)).toEqual([...Array(8).fill(true), false]);
    });

    test("users get no code", async () => {
      const walk = walkOf(0);
      world.pushReceipts();
      world.aliyun.updateReceiptSettings({ code: "MOBILE_NOT_ON_SERVICE" });
      const { user } = await world.send("8613800138001");
      await received(1);
      await world.sql("update send_sms.requests set user_id = $1 where user_id = $2", [USER, user]);
      world.aliyun.updateReceiptSettings({ code: null });
      await world.sql("select send_sms.pause('looking into it')");
      for (const phone of ["8613800138002", "8613800138003"]) await world.send(phone);
      await walk.next("sql", 2);
      await walk.next("sh");
      await world.restartAuth({ externalPhoneEnabled: false });
      await walk.next("sh");
      await walk.next("sql");
      walk.done();
    });

    test("codes arrive late", async () => {
      const walk = walkOf(1);
      world.aliyun.setFault({ kind: "delay", ms: 2_000 });
      world.pushReceipts();
      await world.send("8613800138001");
      await received(1);
      await walk.next("sql");
      await walk.next("sh");
      walk.done();
    });

    test("sms_misconfigured", async () => {
      const walk = walkOf(2);
      world.aliyun.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH", action: "SendSms" });
      await world.send("8613800138001");
      await walk.next("json");
      await walk.next("sh");
      world.aliyun.clearFaults();
      await walk.next("sh");
      walk.done();
    });

    test("a bill", async () => {
      const walk = walkOf(3);
      const honest = await world.send("8613800138001");
      await world.sql("update send_sms.requests set verified_at = created_at where user_id = $1", [
        honest.user,
      ]);
      for (let i = 0; i < 9; i++) await world.send(`861700000000${i}`);
      await walk.next("sql");
      expect((await world.send("8613800138002")).took).toBe(false);
      await walk.next("sql");
      await walk.next("sql");
      expect((await world.send("8617000000010")).took).toBe(false);
      expect((await world.send("8613800138003")).took).toBe(true);
      await walk.next("json");
      walk.done();
    });

    test("a leaked access key", async () => {
      const walk = walkOf(4);
      const fresh = { id: "LTAI5tEmulatorSecondKey", secret: "emulator-second-fake-secret" };
      const old = { id: DEFAULT_ACCESS_KEY_ID, secret: DEFAULT_ACCESS_KEY_SECRET };
      world.aliyun.updateAccount({ accessKeys: [old, fresh] });
      world.writeEnv({
        ALIBABA_CLOUD_ACCESS_KEY_ID: fresh.id,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: fresh.secret,
      });
      await world.send("8613800138001");
      await walk.next("sh");
      world.aliyun.updateAccount({ accessKeys: [{ ...old, active: false }, fresh] });
      await world.send("8613800138002");
      await walk.next("json");
      await walk.next("sql");
      walk.done();
    });

    test("a leaked hook secret", async () => {
      const walk = walkOf(5);
      await world.send("8613800138001");
      for (const phone of ["8613800138002", "8613800138003"]) await world.send(phone, { stranger: true });
      await walk.next("sql");
      await walk.next("sh");
      world.writeEnv({ SEND_SMS_HOOK_SECRETS: SECOND_SECRET });
      await walk.next("sh");
      await world.restartHook({ SEND_SMS_HOOK_SECRETS: `${SECOND_SECRET}|${FIRST_SECRET}` });
      for (const secret of [FIRST_SECRET, SECOND_SECRET]) {
        expect((await world.send("8613800138004", { secret })).took).toBe(true);
      }
      await world.restartHook({ SEND_SMS_HOOK_SECRETS: SECOND_SECRET });
      expect((await world.send("8613800138004", { secret: FIRST_SECRET })).took).toBe(false);
      expect((await world.send("8613800138005", { secret: SECOND_SECRET })).took).toBe(true);
      await walk.next("json");
      walk.done();
    });

    test("Auth upgraded", async () => {
      const walk = walkOf(6);
      world.writeEnv({ GOTRUE_VERSION: "2.173.0" });
      await walk.next("sh");
      world.writeEnv();
      await walk.next("sh");
      walk.done();
    });

    test("a carrier out", async () => {
      const walk = walkOf(7);
      world.pushReceipts();
      for (let i = 0; i < 3; i++) await world.send(`861380013800${i}`);
      await received(3);
      world.aliyun.updateReceiptSettings({ code: "NO_ROUTE" });
      for (let i = 0; i < 4; i++) await world.send(`861330013800${i}`);
      await received(7);
      await walk.next("sql");
      world.aliyun.updateReceiptSettings({ url: null });
      await world.send("8613300138005");
      await walk.next("sh");
      await walk.next("sql");
      walk.done();
    });
  },
);
