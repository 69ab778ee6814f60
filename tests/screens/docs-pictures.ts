import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../support/browser/launch.ts";
import type { Language } from "../support/browser/texts.ts";
import { newNumber, type Visit, visit, type VisitOptions } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

// `npx tsx tests/screens/docs-pictures.ts`: makes the pictures of docs/assets anew.
const FOLDER = fileURLToPath(new URL("../../docs/assets/", import.meta.url));
/** As `npm start` prints it; the ports of this world are others each time. */
const local = {
  release: "2.196",
  hookUrl: "http://127.0.0.1:8000/send-sms",
  inboxUrl: "http://127.0.0.1:4010/_emulator/inbox",
};

/** What the pages show; a picture that nobody sees is none. */
const SHOWN = [
  "demo-sign-in-zh",
  "demo-code-en-mobile",
  "demo-error-zh",
  "demo-error-en",
  "demo-account-dark-zh",
  "demo-account-dark-en",
];

async function keep({ page }: Visit, name: string): Promise<void> {
  if (!SHOWN.includes(name)) return;
  await page.mouse.move(0, 0);
  const path = `${FOLDER}${name}.png`;
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  process.stdout.write(`${path}  ${(statSync(path).size / 1000).toFixed(0)} kB\n`);
}

async function take(browser: Browser, world: BrowserWorld, language: Language): Promise<void> {
  const open = (options: VisitOptions = {}) =>
    visit(browser, world, { language, looked: false, config: { local }, ...options });
  const first = await open();
  await keep(first, `demo-sign-in-${language}`);
  world.aliyun.setFault({ kind: "code", code: "isv.AMOUNT_NOT_ENOUGH" });
  await first.type(first.words.phone, newNumber());
  await first.press(first.words.sendCode);
  await first.problem();
  await keep(first, `demo-error-${language}`);
  world.aliyun.clearFaults();
  await first.close();

  const phone = newNumber();
  const second = await open({ mobile: true });
  const { words } = second;
  await second.type(words.phone, phone);
  await second.press(words.sendCode);
  await second.arriveAt(words.titles.code);
  const { code } = second.lastSms(phone);
  await second.type(words.code, code.slice(0, 3));
  await keep(second, `demo-code-${language}-mobile`);
  await second.close();

  world.auth.advanceClock(61);
  const third = await open({ dark: true });
  await third.type(words.phone, phone);
  await third.press(words.sendCode);
  await third.arriveAt(words.titles.code);
  await third.type(words.code, third.lastSms(phone).code);
  await third.arriveAt(words.titles.profile);
  await third.type(words.name, language === "zh" ? "小林" : "Ada");
  await third.press(words.save);
  await third.sees(words.done.saved);
  await keep(third, `demo-account-dark-${language}`);
  await third.close();
}

const { browser, skipped } = await launchBrowser();
if (skipped) process.exit(1);
const world = await startBrowserWorld("2.196");
try {
  await take(browser, world, "zh");
  await take(browser, world, "en");
} finally {
  await world.close();
  await browser.close();
}
