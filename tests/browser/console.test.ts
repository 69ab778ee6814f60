import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "../support/browser/axe.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { keepShot } from "../support/browser/shots.ts";
import { type Look, openConsole } from "../support/console/open-console.ts";
import { PERSON } from "../support/console/traffic.ts";
import { type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

const tooWide = (page: Page) => page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");

describe.skipIf(skipped)("the console", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld();
  });
  afterAll(() => world?.close());
  const visit = (look?: Look) => openConsole(browser, world.console.url, look);

  test.each<Look>([
    { language: "en", width: 320 },
    { language: "zh", width: 390, dark: true },
    { language: "zh", width: 390 },
    { language: "en", width: 1024, dark: true },
    { language: "zh", width: 1440 },
    { language: "en", width: 1440 },
    { language: "zh", width: 2560, dark: true },
  ])("fits and can be read by everybody: %o", async (look) => {
    const person = await visit(look);
    const { page } = person;
    expect(await tooWide(page)).toBe(false);
    // What opens is looked at as well.
    await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
    await expectAccessible(page);
    expect(await tooWide(page)).toBe(false);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = false)");
    await keepShot(page, `console-${look.language}-${look.width}${look.dark ? "-dark" : ""}`);
    await person.close();
  });

  test("breaks no choice in two in Chinese on a narrow phone", async () => {
    const person = await visit({ language: "zh", width: 360 });
    const broken = await person.page.evaluate<string[]>(`[...document.querySelectorAll(".segments span")]
      .filter((choice) => {
        const words = document.createRange();
        words.selectNodeContents(choice);
        return words.getClientRects().length > 1;
      }).map((choice) => choice.textContent)`);
    expect(broken).toEqual([]);
    await person.close();
  });

  test.each(
    [
      ["en", [
        "SMS sent",
        "Delivered",
        "Used to sign in",
        "Cost",
        "China mainland",
        "Limit: per_number 5/1h",
      ]],
      ["zh", ["已发送", "送达率", "验证率", "费用", "中国大陆", "超出限额：per_number 5/1h"]],
    ] as const,
  )("says in %s what was sent, refused, delivered, used and spent", async (language, words) => {
    const person = await visit({ language });
    for (const word of words) await person.sees(word);
    const tiles = await person.page.locator(".figure").allInnerTexts();
    expect(tiles.filter((text) => !/\d/.test(text))).toEqual([]);
    await person.close();
  });

  test("shows a month, and each chart as a table", async () => {
    const person = await visit();
    const { page } = person;
    await page.locator(".segments label", { hasText: "30 days" }).click();
    await page.locator(".time .more summary").first().click();
    const table = page.getByRole("region", { name: "Requests" });
    await expect.poll(() => table.locator("tbody tr").count(), { timeout: 12_000 }).toBe(30);
    await person.close();
  });

  test("tells the values under the pointer", async () => {
    const person = await visit();
    const plot = person.page.locator(".plot").first();
    const box = await plot.boundingBox();
    await person.page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.9, (box?.y ?? 0) + 100);
    await expect.poll(() => person.page.locator(".legend").first().innerText(), { timeout: 12_000 }).toMatch(
      /sent\s*\d+/,
    );
    await person.close();
  });

  test("finds one person's requests, and keeps the number nowhere", async () => {
    const person = await visit();
    const { page } = person;
    const field = page.getByRole("textbox", { name: "Phone number with country code" });
    await field.fill("12");
    await field.press("Enter");
    await person.sees(
      "Cannot look for it: a number has its plus sign and country code, such as +8613800138000.",
    );
    await person.press("中文");
    await person.sees("无法查询：号码应带加号和国家代码，例如 +8613800138000。");
    await person.press("English");
    await field.fill("+13800138000");
    await field.press("Enter");
    await person.sees(/A mainland number has \+86 before its eleven digits/);
    await field.fill(PERSON);
    await field.press("Enter");
    await page.getByRole("heading", { name: "Requests of one number in +861380013****" }).waitFor();
    expect(await page.locator(".requests li").count()).toBe(3);
    expect(await field.inputValue()).toBe("");
    const stored = await page.evaluate<string>(
      "JSON.stringify([localStorage, sessionStorage, location.href, document.body.innerHTML])",
    );
    expect(stored + person.asked.join()).not.toContain(PERSON.slice(1));
    await person.press("Show all again");
    await page.getByRole("heading", { name: "Newest requests" }).waitFor();
    await person.close();
  });

  test("shows a new request by itself, and leaves open what is open", async () => {
    const person = await visit();
    const { page } = person;
    const first = page.locator(".requests details").first();
    const key = await first.getAttribute("data-keep");
    await first.locator("summary").press("Enter");
    await world.run(
      `insert into send_sms.requests (key, status, rule, number_hash, number_mask, country, prefix, flow, created_at)
        values ('brand new', 'closed', 'paused', 'h', '+852****', 'HK', '852', 'mfa', now())`,
    );
    await page.locator('.requests details[data-keep="brand new"]').waitFor({ timeout: 12_000 });
    const kept = page.locator(`.requests details[data-keep="${key}"]`);
    expect(await kept.getAttribute("open")).not.toBeNull();
    expect(await kept.locator("summary").and(page.locator(":focus")).count()).toBe(1);
    await world.run("delete from send_sms.requests where key = 'brand new'");
    await person.close();
  });

  test("switches the language, keeps what was typed, and remembers the choice", async () => {
    const person = await visit({ language: "zh" });
    const { page } = person;
    await page.getByRole("textbox", { name: /手机号/ }).fill("138 0013");
    await person.press("English");
    expect(await page.getByRole("textbox", { name: /Phone number/ }).inputValue()).toBe("138 0013");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await page.reload();
    await person.sees("Newest requests");
    await person.close();
  });

  test("says when its server is gone", async () => {
    const person = await visit();
    await person.page.route("**/api/**", (route) => route.abort());
    await person.sees("The console cannot be reached. What you see may be old.");
    await person.close();
  });
});

describe.skipIf(skipped)("the console of an empty ledger", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld({ traffic: false, ledgerKey: undefined });
  });
  afterAll(() => world?.close());

  test.each(["en", "zh"] as const)("says in %s what is not known yet, and why", async (language) => {
    const person = await openConsole(browser, world.console.url, { language, width: 390 });
    const words = {
      en: [
        "No requests yet.",
        "No delivery receipts yet",
        "Not known: who used a code stands in auth.users, which is not in this database",
        /SMS_PRICE_CN/,
        /hook secret/,
      ],
      zh: [
        "还没有请求。",
        "暂无送达回执",
        "未知：验证码是否被使用记录在 auth.users 中，而该数据库没有此表",
        /SMS_PRICE_CN/,
        /Hook 密钥/,
      ],
    }[language];
    for (const word of words) await person.sees(word);
    await expectAccessible(person.page);
    await keepShot(person.page, `console-empty-${language}`);
    await person.close();
  });
});
