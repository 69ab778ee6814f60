import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AliyunEmulator, createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { sendSms } from "../support/emulator-aliyun-client.ts";
import { expectAccessible } from "../support/browser/axe.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { keepShot } from "../support/browser/shots.ts";
import { type ReceiptsListener, startReceiptsListener } from "../support/receipts-listener.ts";

const { browser, skipped } = await launchBrowser();

describe.skipIf(skipped)("the inbox", () => {
  let emulator: AliyunEmulator;
  let listener: ReceiptsListener;
  let page: Page;
  beforeAll(async () => {
    emulator = await createAliyunEmulator();
  });
  beforeEach(async () => {
    emulator.reset();
    listener = await startReceiptsListener();
    emulator.updateReceiptSettings({ url: listener.url, delayMs: null });
    page = await browser.newPage({ locale: "en-US" });
    await page.goto(`${emulator.url}/_emulator/inbox`);
    await page.getByText("Live", { exact: true }).waitFor();
    await sendSms(emulator.url);
  });
  afterEach(async () => {
    await page.close();
    await listener.close();
  });
  afterAll(async () => {
    await emulator.close();
    await browser.close();
  });

  const report = () => page.getByRole("combobox", { name: "What the carrier reports on the SMS to" });

  test("shows that an SMS waits for its receipt, and causes one that is pushed", async () => {
    await page.getByText("Waiting for the carrier").waitFor();
    await report().selectOption({ label: "Delivered" });
    await page.getByText(/^Delivered \d\d:/).waitFor();
    await listener.until(1);
    expect(listener.bodies).toMatchObject([[{ success: true, err_code: "DELIVERED" }]]);
  });

  test("causes a failure by the keyboard, shows why, and keeps the focus where it was", async () => {
    await report().focus();
    await report().selectOption({ label: "Phone off or out of reach" });
    await page.getByText(/^Not delivered \d\d:/).waitFor();
    await page.getByText("did not deliver it (MOBILE_NOT_ON_SERVICE)").waitFor();
    await listener.until(1);
    expect(listener.bodies).toMatchObject([[{ success: false, err_code: "MOBILE_NOT_ON_SERVICE" }]]);
    const focused = await page.evaluate<string>("document.activeElement.id");
    expect(focused).toBe(await report().getAttribute("id"));
  });

  test("sets what the carriers do by themselves", async () => {
    await page.getByLabel("The carrier reports", { exact: true }).selectOption({ label: "at once" });
    await page.getByLabel("and says").selectOption({ label: "Text filtered" });
    await page.getByLabel("Each is pushed twice").check();
    await expect.poll(() => emulator.receiptSettings())
      .toMatchObject({ delayMs: 0, code: "CONTENT_KEYWORD", times: 2 });
    await page.locator("#receipts").scrollIntoViewIfNeeded();
    await keepShot(page, "inbox-receipts-settings");
    await sendSms(emulator.url, { PhoneNumbers: "13800000002" });
    await listener.until(2);
    expect(listener.bodies[1]).toEqual(listener.bodies[0]);
  });

  test("says where receipts go without the token at the end of the path", async () => {
    await page.getByText(`Pushed to ${new URL(listener.url).origin};`).waitFor();
    expect(await page.locator("body").innerText()).not.toContain("receipts/token");
  });

  test.each([[390, "en"], [390, "zh"], [820, "en"], [1440, "zh"], [1440, "en"]] as const)(
    "fits at %i pixels in %s, with names for all that can be operated",
    async (width, language) => {
      if (language === "zh") await page.getByRole("button", { name: "中文" }).click();
      await page.setViewportSize({ width, height: 1000 });
      emulator.report({ message: emulator.messages()[0]?.id ?? "", code: "MOBILE_NOT_ON_SERVICE" });
      await page.getByText(language === "zh" ? /未送达$/ : /^Not delivered/).waitFor();
      const tooWide = `[document.documentElement, ...document.querySelectorAll(".sms, .sms *, #receipts *")]
        .filter((node) => node.getBoundingClientRect().right > innerWidth).map((node) => node.outerHTML.slice(0, 80))`;
      expect(await page.evaluate<string[]>(tooWide)).toEqual([]);
      await keepShot(page, `inbox-receipts-${width}-${language}`);
      await expectAccessible(page);
    },
  );
});
