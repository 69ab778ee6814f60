import type { Browser, Page } from "playwright-core";
import { createAliyunEmulator } from "../../src/emulator/aliyun/index.ts";
import { WORDS } from "../support/browser/inbox-words.ts";
import type { Language } from "../support/browser/texts.ts";
import { sendSms } from "../support/emulator-aliyun-client.ts";
import type { Camera } from "./camera.ts";

/** The phone, the faults and the requests of the emulator. */
export async function inboxScreens(browser: Browser, language: Language, { shoot }: Camera): Promise<void> {
  const emulator = await createAliyunEmulator();
  emulator.setNeighbours({
    pageUrl: "http://127.0.0.1:3000",
    auth: {
      quota: () => ({ perHour: 10_000, left: 9_970 }),
      codeSeconds: 300,
      advanceClock() {},
      resetQuota() {},
    },
  });
  const words = WORDS[language];
  const page = await browser.newPage({ locale: words.locale, reducedMotion: "reduce" });
  await page.goto(`${emulator.url}/_emulator/inbox`);
  await page.locator("#live:not(.off)").waitFor();
  await shoot(page, "inbox-empty");

  await sendSms(emulator.url, { OutId: MARK });
  emulator.noteVerdict({ outId: MARK, result: "accepted", reason: null, flow: "signin" });
  emulator.setFault({ kind: "html", status: 502, when: "before", times: 1 });
  await sendSms(emulator.url, { OutId: `${MARK}2` }).catch(() => {});
  emulator.noteVerdict({ outId: `${MARK}2`, result: "unconfirmed", reason: null, flow: "phone_change" });
  emulator.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" });
  await sendSms(emulator.url, { OutId: `${MARK}3` });
  emulator.noteVerdict({
    outId: `${MARK}3`,
    result: "rejected",
    reason: "sms_misconfigured",
    flow: "signup",
  });
  await page.getByText(words.unreadable).first().waitFor();
  await page.locator("#chat .sms").waitFor();
  await shoot(page, "inbox", "narrow");
  await page.locator("#requests summary").first().click();
  await shoot(page, "inbox-request");
  await openAll(page);
  await shoot(page, "inbox-all");
  await page.getByRole("searchbox", { name: words.search }).fill("amount");
  await shoot(page, "inbox-search");
  await page.getByRole("button", { name: words.reset, exact: true }).click();
  await page.getByRole("heading", { name: words.asks }).waitFor();
  await shoot(page, "inbox-reset");
  await page.close();
  await emulator.close();
}

const MARK = "0123456789abcdef0123456789abcdef";

const openAll = (page: Page) =>
  page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
