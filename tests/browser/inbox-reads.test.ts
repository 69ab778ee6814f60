import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { sendSms } from "../support/emulator-aliyun-client.ts";

const { browser, skipped } = await launchBrowser();

describe.skipIf(skipped)("the inbox, while it still reads its lists", async () => {
  const emulator = await createAliyunEmulator();
  beforeEach(() => emulator.reset());
  afterAll(async () => {
    await emulator.close();
    await browser.close();
  });

  /** The list of messages is older than `meanwhile`, and arrives after it. */
  async function openWithLateList(meanwhile: () => unknown) {
    const page = await browser.newPage({ locale: "en-US" });
    await page.route("**/_emulator/messages", async (route) => {
      if (route.request().method() !== "GET") return route.continue();
      const response = await route.fetch();
      await meanwhile();
      // The stream has told of it by then: it is on this machine, and only the list is held back.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.fulfill({ response });
    });
    const read = page.waitForResponse("**/_emulator/messages");
    await page.goto(`${emulator.url}/_emulator/inbox`);
    await read;
    await page.locator("#live:not(.off)").waitFor();
    return page;
  }

  test("keeps an SMS that came meanwhile", async () => {
    const page = await openWithLateList(() => sendSms(emulator.url));
    await page.locator(".sms").waitFor({ timeout: 5_000 });
    await page.locator("#requests details[id]").waitFor({ timeout: 5_000 });
    await page.close();
  });

  test("keeps a carrier's report that came meanwhile", async () => {
    await sendSms(emulator.url);
    const id = emulator.messages()[0]?.id ?? "";
    const page = await openWithLateList(() =>
      emulator.report({ message: id, code: "MOBILE_NOT_ON_SERVICE" })
    );
    await page.getByText(/^Not delivered \d\d:/).waitFor({ timeout: 5_000 });
    await page.close();
  });

  test("is as empty as somebody has made it meanwhile", async () => {
    await sendSms(emulator.url);
    const page = await openWithLateList(() =>
      fetch(`${emulator.url}/_emulator/messages`, { method: "DELETE" })
    );
    await page.locator(".empty").waitFor({ timeout: 5_000 });
    expect(await page.locator(".sms").count()).toBe(0);
    await page.close();
  });
});
