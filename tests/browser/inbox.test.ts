import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { expectAccessible } from "../support/browser/axe.ts";
import { expectFits } from "../support/browser/fits.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { type Language, WORDS } from "../support/browser/inbox-words.ts";
import { keepShot } from "../support/browser/shots.ts";
import { MAINLAND, sendSms } from "../support/emulator-aliyun-client.ts";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

const LONG_MARK = "0123456789abcdef0123456789abcdef";

describe.skipIf(skipped)("the inbox", () => {
  let emulator: AliyunEmulator;
  let auth = { left: 77, aheadSeconds: 0 };
  beforeAll(async () => {
    emulator = await createAliyunEmulator();
    emulator.setNeighbours({
      pageUrl: "http://127.0.0.1:3000",
      auth: {
        quota: () => ({ perHour: 10_000, left: auth.left }),
        codeSeconds: 300,
        advanceClock: (seconds) => void (auth.aheadSeconds += seconds),
        resetQuota: () => void (auth.left = 10_000),
      },
    });
  });
  beforeEach(() => {
    emulator.reset();
    auth = { left: 77, aheadSeconds: 0 };
  });
  afterAll(() => emulator?.close());

  async function open(language: Language, more: { width?: number; height?: number; dark?: boolean } = {}) {
    const { width = 1280, height = 800, dark = false } = more;
    const context = await browser.newContext({
      locale: WORDS[language].locale,
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
      viewport: { width, height },
    });
    context.setDefaultTimeout(8_000);
    const page = await context.newPage();
    await page.goto(`${emulator.url}/_emulator/inbox`);
    await page.locator("#live:not(.off)").waitFor();
    return { page, words: WORDS[language], close: () => context.close() };
  }

  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

  /** An SMS, a refusal, an answer that nobody can read, and what the hook made of it. */
  async function fill() {
    await sendSms(emulator.url, { OutId: LONG_MARK });
    emulator.setFault({ kind: "html", status: 502, when: "before", times: 1 });
    await sendSms(emulator.url, { OutId: `${LONG_MARK}2` }).catch(() => {});
    emulator.noteVerdict({
      outId: `${LONG_MARK}2`,
      result: "unconfirmed",
      reason: null,
      flow: "phone_change",
    });
    emulator.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" });
    await sendSms(emulator.url, { OutId: `${LONG_MARK}3` });
    emulator.noteVerdict({
      outId: `${LONG_MARK}3`,
      result: "rejected",
      reason: "sms_misconfigured",
      flow: "signup",
    });
  }

  describe.each(["en", "zh"] as const)("in %s", (language) => {
    test(
      "fits every width, empty and full, with every request open and every group",
      { timeout: 120_000 },
      async () => {
        const { page, words, close } = await open(language);
        await expectFits(page);
        await fill();
        await page.getByText(words.unreadable).first().waitFor();
        await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
        await expectFits(page);
        await page.setViewportSize({ width: 390, height: 844 });
        await keepShot(page, `inbox-${language}-390`);
        await page.getByText(words.reset, { exact: true }).first().click();
        await page.getByRole("heading", { name: words.asks }).waitFor();
        await expectFits(page);
        await close();
      },
    );

    test("reads well to everybody, light and dark", async () => {
      await fill();
      for (const dark of [false, true]) {
        const { page, close } = await open(language, { dark });
        await page.locator("#requests summary").first().click();
        await expectAccessible(page);
        await keepShot(page, `inbox-${language}-${dark ? "dark" : "light"}`);
        await close();
      }
    });

    test("asks before it forgets everything, and forgets Auth's hourly limit too", async () => {
      await fill();
      const { page, words, close } = await open(language);
      await page.getByText(words.left, { exact: false }).waitFor();
      await press(page, words.reset);
      await page.getByRole("dialog").getByRole("button", { name: words.cancel }).click();
      expect(emulator.messages()).toHaveLength(1);
      await press(page, words.reset);
      await page.getByRole("dialog").getByRole("button", { name: words.reset }).click();
      await page.locator("#requests .none").waitFor();
      expect(emulator.messages()).toEqual([]);
      expect(auth.left).toBe(10_000);
      await close();
    });

    test("folds the faults where there is no room, and unfolds them where the window grows", async () => {
      const { page, close } = await open(language, { width: 390 });
      const unfolded = page.locator("#faults details[open]");
      await page.locator("#faults details").first().waitFor();
      expect(await unfolded.count()).toBe(0);
      await page.setViewportSize({ width: 1280, height: 800 });
      await expect.poll(() => unfolded.count()).toBe(await page.locator("#faults details").count());
      await close();
    });

    test("finds a fault by its words or its code, and says how many are on", async () => {
      const { page, words, close } = await open(language);
      const search = page.getByRole("searchbox", { name: words.search });
      await search.fill("amount_not");
      await page.getByRole("switch").first().check();
      await page.locator("#faults-on", { hasText: words.on }).waitFor();
      expect(await page.locator("#faults").getByRole("switch").count()).toBe(1);
      expect(emulator.faults()).toMatchObject([{ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" }]);
      await search.fill(words.balance.slice(-2));
      await page.getByRole("switch", { name: words.balance }).waitFor();
      expect(await search.and(page.locator(":focus")).count()).toBe(1);
      await close();
    });
  });

  test("names number, API, flow and what the hook made of each request, and calls no unreadable answer a refusal", async () => {
    await fill();
    const { page, words, close } = await open("en");
    const rows = page.locator("#requests > li");
    await rows.nth(2).waitFor();
    expect(await rows.count()).toBe(3);
    const text = async (i: number) =>
      (await rows.nth(i).locator("summary").first().innerText()).replace(/\s+/g, " ");
    expect(await text(0)).toMatch(
      /^Refused SendSms [\d:]+ \+86 \d{3} \d{4} \d{4} · dysmsapi · sign-up .*Hook: rejected by the provider sms_misconfigured$/,
    );
    expect(await text(1)).toMatch(
      new RegExp(`^${words.unreadable} SendSms .* · change of number .*${words.unconfirmed}$`),
    );
    expect(await text(2)).toContain(MAINLAND.slice(-4));
    await page.getByRole("link", { name: words.page }).waitFor();
    // A verdict that comes while somebody looks.
    emulator.noteVerdict({ outId: LONG_MARK, result: "accepted", reason: null, flow: "signin" });
    await rows.nth(2).getByText("Hook: accepted").waitFor();
    await close();
  });

  test("has the newest request first, also where an older one is answered late", async () => {
    emulator.updateSettings({ flowControl: false });
    const { page, close } = await open("en");
    emulator.setFault({ kind: "delay", ms: 800, times: 1 });
    const late = sendSms(emulator.url, { OutId: "late" });
    await expect.poll(() => emulator.faults()).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await sendSms(emulator.url, { OutId: "quick" });
    await late;
    await expect.poll(() => page.locator("#requests > li").count()).toBe(2);
    await page.locator("#requests > li summary").first().click();
    expect(await page.locator("#requests > li").first().innerText()).toContain("quick");
    await close();
  });

  test("shows one time on the phone and in its SMS after a minute is skipped, and moves Auth's too", async () => {
    const { page, words, close } = await open("en");
    for (let i = 0; i < 3; i++) {
      await press(page, words.minute);
      await expect.poll(() => auth.aheadSeconds).toBe(60 * (i + 1));
    }
    await sendSms(emulator.url);
    const sms = page.locator("#chat .sms time");
    await sms.waitFor();
    const minutesOf = async (text: Promise<string>) => {
      const [hours = 0, minutes = 0] = (await text).split(":").map(Number);
      return hours * 60 + minutes;
    };
    const [phone, message] = [
      await minutesOf(page.locator("#clock").innerText()),
      await minutesOf(sms.innerText()),
    ];
    // The SMS may be of the last second of a minute.
    expect([0, 1]).toContain(phone - message);
    expect(Math.abs(phone - (new Date().getHours() * 60 + new Date().getMinutes() + 3))).toBeLessThan(2);
    await press(page, words.expire);
    await expect.poll(() => auth.aheadSeconds).toBe(180 + 301);
    await close();
  });

  test("shows the whole phone in a window of 1280 by 800, and the faults beside it", async () => {
    const { page, close } = await open("en");
    const [phone, faults] = [
      await page.locator(".phone").boundingBox(),
      await page.locator(".faults-panel").boundingBox(),
    ];
    expect((phone?.y ?? 0) + (phone?.height ?? 0)).toBeLessThanOrEqual(800);
    expect((faults?.y ?? 0) + (faults?.height ?? 0)).toBeLessThanOrEqual(800);
    expect(faults?.x).toBeGreaterThan((phone?.x ?? 0) + (phone?.width ?? 0));
    await close();
  });

  test("shows the phone's island in the dark, too", async () => {
    const { page, close } = await open("en", { dark: true });
    const colours = await page.evaluate<string[]>(
      `[".screen", ".island"].map((name) => getComputedStyle(document.querySelector(name)).backgroundColor)`,
    );
    const brightness = colours.map((colour) =>
      (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number).reduce((a, b) => a + b)
    );
    expect((brightness[1] ?? 0) - (brightness[0] ?? 0)).toBeGreaterThan(60);
    await close();
  });

  test("alone, names no page and no Auth", async () => {
    const alone = await createAliyunEmulator();
    const page = await browser.newPage({ locale: "en-US" });
    await page.goto(`${alone.url}/_emulator/inbox`);
    await page.locator("#live:not(.off)").waitFor();
    expect(await page.getByRole("link", { name: "Demo page" }).count()).toBe(0);
    expect(await page.getByText("Auth itself").count()).toBe(0);
    await page.close();
    await alone.close();
  });
});
