import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectAccessible } from "../support/browser/axe.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { type Look, openConsole } from "../support/console/open-console.ts";
import { type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

describe.skipIf(skipped)("what the owner does in the console", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld();
  });
  afterAll(() => world?.close());
  beforeEach(() => world.run("delete from send_sms.controls where made_by <> 'guard'"));
  const visit = (look?: Look) => openConsole(browser, world.console.url, look);
  const controls = () =>
    world.run(
      `select kind, subject, reason, made_by, lifted_at is not null as lifted from send_sms.controls
        where made_by <> 'guard' order by id`,
    );

  test("pauses and resumes after asking, and says so at the top", async () => {
    const person = await visit();
    const { page } = person;
    await person.press("Pause all sending");
    const dialog = page.getByRole("dialog", { name: "Pause all sending?" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await controls()).toEqual([]);
    await person.press("Pause all sending");
    await dialog.getByRole("button", { name: "Pause all sending" }).click();
    await dialog.getByRole("alert").filter({ hasText: "A reason is needed." }).waitFor();
    expect(await controls()).toEqual([]);
    await dialog.getByRole("textbox", { name: "Reason" }).fill("budget is spent");
    await page.keyboard.press("Enter");
    await person.sees("All sending is paused.");
    await page.locator(".pill.is-paused").waitFor();
    // As it was typed, with a small letter too.
    const first = await page.evaluate<string>(
      `getComputedStyle(document.querySelector(".is-paused p + p"), "::first-letter").textTransform`,
    );
    expect([await page.locator(".is-paused p + p").textContent(), first]).toEqual([
      "budget is spent",
      "none",
    ]);
    await person.press("Resume sending");
    await page.getByRole("dialog").getByRole("button", { name: "Resume sending" }).click();
    await person.sees("Sending is open.");
    expect(await controls()).toEqual([
      {
        kind: "paused",
        subject: "",
        reason: "budget is spent",
        made_by: "owner (console)",
        lifted: true,
      },
    ]);
    await person.close();
  });

  test("blocks by keyboard alone, and unblocks", async () => {
    const person = await visit({ language: "zh" });
    const { page } = person;
    await page.getByRole("textbox", { name: /国家或号段/ }).focus();
    await page.keyboard.type("+86139");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "封禁 +86139？" }).waitFor();
    await page.keyboard.press("Escape");
    // Who looks once more before they go on need not type again.
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "封禁 +86139？" }).waitFor();
    expect(await page.getByRole("combobox", { name: "时长" }).and(page.locator(":focus")).count()).toBe(1);
    await page.keyboard.press("Tab");
    await page.keyboard.type("疑似盗刷");
    await page.keyboard.press("Enter");
    await person.sees("已封禁 +86139。");
    expect(await page.getByRole("textbox", { name: /国家或号段/ }).inputValue()).toBe("");
    await page.getByRole("button", { name: "解除封禁 +86139" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "解除" }).press("Enter");
    await person.sees("已解除封禁 +86139。");
    expect(await controls()).toMatchObject([{ subject: "86139", reason: "疑似盗刷", lifted: true }]);
    await person.close();
  });

  test.each(
    [
      ["UK", "UK is no country code of ISO 3166: write GB.", "UK 不是 ISO 3166 国家代码，请填写 GB。"],
      ["+442071234567", /without its last seven digits: \+44207 /, /可封禁号段 \+44207/],
    ] as const,
  )("says in the form, before it asks for a reason, what cannot be blocked: %s", async (typed, en, zh) => {
    const person = await visit();
    const form = person.page.locator(".block");
    await form.locator("input").fill(typed);
    await form.getByRole("button").click();
    await form.getByRole("alert").filter({ hasText: en }).waitFor();
    expect(await person.page.getByRole("dialog").count()).toBe(0);
    expect(await form.locator("input").inputValue()).toBe(typed);
    await person.press("中文");
    await form.getByRole("alert").filter({ hasText: zh }).waitFor();
    await person.close();
  });

  test("asks before it blocks a country by its name, as CH is not China", async () => {
    const person = await visit();
    await person.page.locator(".block input").fill("ch");
    await person.page.keyboard.press("Enter");
    await person.page.getByRole("dialog", { name: "Block Switzerland (CH)?" }).waitFor();
    await person.close();
  });
});
