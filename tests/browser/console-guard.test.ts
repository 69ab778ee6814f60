import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectAccessible } from "../support/browser/axe.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { keepShot } from "../support/browser/shots.ts";
import { type Look, openConsole } from "../support/console/open-console.ts";
import { ADDRESS, BLOCK, NETWORK, putGuard } from "../support/console/put-guard.ts";
import { type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

const tooWide = (page: Page) => page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");

describe.skipIf(skipped)("what the guard has closed", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld();
  });
  afterAll(() => world?.close());
  beforeEach(() => putGuard(world));
  const visit = (look?: Look) => openConsole(browser, world.console.url, look);
  const isOpen = async (subject: string) =>
    (await world.run("select from send_sms.open_controls where subject = $1", [subject])).length > 0;
  const itemOf = (page: Page, name: string) =>
    page.locator(".card.open .closed > li").filter({ has: page.locator("b", { hasText: name }) });

  test.each(
    [
      ["en", {
        closed: [
          "IP address 3f2a9c1b…",
          "+84",
          "+861710002",
          "IP addresses, each by itself, during an attack",
        ],
        says: ["the guard", "Has refused nobody yet.", "looks pumped", /^until /],
        suspects: "Suspected, refuses only together: 2",
        observed: "Only observed, refuses nobody: 1",
        would: "Would have refused 1 request; 0 of the codes were used after all.",
        facts: ["New numbers", "Usually used", "81.2%", "Before that", "2 of 20 used", ADDRESS],
        other: "疑似盗刷",
      }],
      ["zh", {
        closed: ["IP 地址 3f2a9c1b…", "+84", "+861710002", "攻击期间的各个 IP 地址"],
        says: ["防盗刷", "尚未拦截任何请求。", "疑似盗刷", /^至 /],
        suspects: "可疑（须同时命中两项才拦截）：2 项",
        observed: "仅观察（不拦截任何人）：1 项",
        would: "开启后会拦截 1 个请求，其中 0 个后来完成了验证。",
        facts: ["新号码", "平时验证率", "81.2%", "此前", "20 个中 2 个完成验证", "验证码可能未送达", ADDRESS],
        other: "looks pumped",
      }],
    ] as const,
  )(
    "is told in %s with whom it refuses, why, by whom, until when and on what evidence",
    async (language, words) => {
      const person = await visit({ language, width: 390 });
      const { page } = person;
      const card = page.locator(".card.open");
      const [address, ...others] = words.closed;
      const item = itemOf(page, address ?? "");
      for (const other of others) await itemOf(page, other).waitFor();
      for (const said of words.says) await item.getByText(said).first().waitFor();
      await item.locator("summary").click();
      for (const fact of words.facts) await item.getByText(fact, { exact: true }).waitFor();
      expect(await card.innerText()).not.toContain(words.other);
      // What refuses nobody by itself stands apart.
      await itemOf(page, "+861700001").waitFor({ state: "hidden" });
      await card.getByText(words.suspects).click();
      await itemOf(page, "+861700001").waitFor();
      await card.getByText(words.observed).click();
      await itemOf(page, "+852").getByText(words.would).waitFor();
      await expectAccessible(page);
      expect(await tooWide(page)).toBe(false);
      await keepShot(page, `console-guard-${language}`);
      expect(others.length).toBe(3);
      await person.close();
    },
  );

  test.each([
    ["IP address 3f2a9c1b…", ADDRESS, /judges it by what comes afterwards only/],
    ["IP addresses, each by itself, during an attack", "ip:*", /leaves it so for a day/],
    ["IP network 77aa01cd…", NETWORK, /judges it by what comes afterwards only/],
    ["+852", "852", /refuses nobody as it is/],
  ])("is lifted after asking: %s", async (name, subject, lead) => {
    const person = await visit();
    const { page } = person;
    for (const summary of await page.locator(".card.open > div > .more > summary").all()) {
      await summary.click();
    }
    await itemOf(page, name).getByRole("button").click();
    const dialog = page.getByRole("dialog", { name: `Unblock ${name}?` });
    await dialog.getByText(lead).waitFor();
    expect(await isOpen(subject)).toBe(true);
    await dialog.getByRole("button", { name: "Unblock" }).click();
    await person.sees(`Open again: ${name}.`);
    await expect.poll(() => itemOf(page, name).count(), { timeout: 12_000 }).toBe(0);
    expect(await isOpen(subject)).toBe(false);
    await person.close();
  });

  test("is lifted all at once", async () => {
    const person = await visit({ language: "zh" });
    await person.press("解除防盗刷的全部关闭");
    await person.page.getByRole("dialog").getByRole("button", { name: "解除防盗刷的全部关闭" }).click();
    await person.sees("没有封禁。");
    expect(await world.run("select from send_sms.open_controls")).toEqual([]);
    await person.close();
  });

  test("is told with the request that it refused, and lifted there", async () => {
    const person = await visit();
    const { page } = person;
    const request = page.locator('.requests details[data-keep="by two"]');
    await request.locator("summary").click();
    await request.getByRole("button", { name: "Unblock +861700001" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Unblock" }).click();
    await person.sees("Open again: +861700001.");
    expect([await isOpen(BLOCK), await isOpen(NETWORK)]).toEqual([false, true]);
    await person.close();
  });
});

describe.skipIf(skipped)("a page that meets what it does not know", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld();
  });
  afterAll(() => world?.close());

  test("shows it as the ledger has it, and reads on", async () => {
    await world.run("delete from send_sms.controls");
    await world.run(
      `insert into send_sms.controls (kind, subject, reason, made_by, made_at, until, evidence) values
        ('blocked', 'asn:64512', 'later release', 'guard', send_sms.clock(), send_sms.clock() + interval '20000 years',
          '{"shade": [1, 2], "numbers": "many"}')`,
    );
    const person = await openConsole(browser, world.console.url);
    const item = person.page.locator(".closed li", { hasText: "asn:64512" });
    await item.getByText(/^until \d{5}-/).waitFor();
    await item.locator("summary").click();
    await item.getByText("[1,2]").waitFor();
    await world.run("select send_sms.pause('seen by the next read')");
    await person.sees("seen by the next read");
    await person.close();
  });

  test("says of a part that breaks that it is broken, and shows the others and the next read", async () => {
    const person = await openConsole(browser, world.console.url);
    const { page } = person;
    let reads = 0;
    await page.route("**/api/now*", async (route) => {
      const answer = await route.fetch();
      const json = await answer.json();
      reads++;
      await route.fulfill({ response: answer, json: { ...json, recent: [null], database: `read ${reads}` } });
    });
    await page.locator(".card.list").getByText("This part cannot be shown.").waitFor();
    await person.sees("read 2");
    await page.unroute("**/api/now*");
    await page.locator(".requests details").first().waitFor();
    // Whoever looks into the browser's console is told what broke.
    await expect(person.close()).rejects.toMatchObject({
      actual: [expect.stringContaining("TypeError")],
    });
  });

  test("says what the ledger said when it cannot be read, and reads on", async () => {
    const person = await openConsole(browser, world.console.url, { language: "zh" });
    const { page } = person;
    await page.route(
      "**/api/history*",
      (route) =>
        route.fulfill({
          status: 502,
          json: { problem: { en: "The database is away.", zh: "数据库不可用。" } },
        }),
    );
    await page.getByRole("alert").filter({ hasText: "数据库不可用。" }).waitFor();
    await page.unroute("**/api/history*");
    await expect.poll(() => page.locator(".lost").textContent(), { timeout: 12_000 }).toBe("");
    await person.close();
  });
});
