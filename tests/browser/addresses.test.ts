import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser/launch.ts";
import { newNumber, type Visit, visit } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

const PASSWORD = "correct horse 1";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

const addressOf = (page: Page): string => new URL(page.url()).hash;

describe.skipIf(skipped)("screens have addresses", () => {
  let world: BrowserWorld;
  let person: Visit;
  beforeAll(async () => {
    world = await startBrowserWorld("2.196");
  });
  afterEach(() => person?.close());
  afterAll(() => world?.close());

  async function open(language: "zh" | "en"): Promise<Visit> {
    person = await visit(browser, world, { language, looked: false });
    return person;
  }
  async function askForCode(): Promise<string> {
    const phone = newNumber();
    await person.type(person.words.phone, phone);
    await person.press(person.words.sendCode);
    await person.arriveAt(person.words.titles.code);
    return phone;
  }
  async function signIn(): Promise<string> {
    const phone = await askForCode();
    await person.type(person.words.code, person.lastSms(phone).code);
    await person.arriveAt(person.words.titles.profile);
    await person.press(person.words.skip);
    await person.arriveAt(person.words.titles.account);
    return phone;
  }

  describe.each(["zh", "en"] as const)("for who reads %s", (language) => {
    test("back and forward walk through them, and no number is in them", async () => {
      const { words, page } = await open(language);
      await person.press(words.toSignUp);
      await person.arriveAt(words.titles.signUp);
      await page.goBack();
      await person.arriveAt(words.titles.signIn);
      const phone = await askForCode();
      expect(addressOf(page)).toBe("#/code");
      expect(await page.title()).toContain(words.titles.code);
      await page.goBack();
      await person.arriveAt(words.titles.signIn);
      expect(await page.getByRole("textbox", { name: words.phone }).inputValue()).toBe(phone);
      await page.goForward();
      await person.arriveAt(words.titles.code);
      await person.type(words.code, person.lastSms(phone).code);
      await person.arriveAt(words.titles.profile);
    });

    test("a flow that is over is not gone back into", async () => {
      const { words, page } = await open(language);
      await signIn();
      expect(addressOf(page)).toBe("#/account");
      // What is still ahead is the code screen, without its code.
      await page.goForward();
      await person.arriveAt(words.titles.account);
      await person.press(words.rowPassword);
      await person.type(words.newPassword, PASSWORD);
      await person.press(words.changePassword);
      await person.sees(words.done.password);
      expect(await page.evaluate<number>("history.state.depth")).toBe(0);
    });

    test("a reload stays where one is", async () => {
      const { words, page } = await open(language);
      await signIn();
      await person.press(words.rowPassword);
      await person.arriveAt(words.titles.changePassword);
      await page.reload();
      await person.arriveAt(words.titles.changePassword);
      await page.goBack();
      await person.arriveAt(words.titles.account);
    });

    test("a code screen whose password is forgotten by a reload goes back to its form", async () => {
      const { words, page } = await open(language);
      await signIn();
      await person.minutePasses();
      world.auth.ageSessions(25 * 3600);
      await person.press(words.rowPassword);
      await person.type(words.newPassword, PASSWORD);
      await person.press(words.changePassword);
      await person.arriveAt(words.titles.code);
      await page.reload();
      await person.arriveAt(words.titles.changePassword);
    });

    test("an address of the account asks who it is, one of the sign-in shows the account", async () => {
      const { words, page } = await open(language);
      await page.goto(`${world.pageUrl}#/phone`);
      await person.arriveAt(words.titles.signIn);
      await signIn();
      await page.goto(`${world.pageUrl}#/sign-up`);
      await person.arriveAt(words.titles.account);
      await page.goto(`${world.pageUrl}#/phone`);
      await person.arriveAt(words.titles.changePhone);
    });

    test("signing out reaches the other tab", async () => {
      const { words, page } = await open(language);
      await signIn();
      const tab = await page.context().newPage();
      await tab.goto(`${world.pageUrl}#/name`);
      await tab.getByRole("textbox", { name: words.name }).waitFor();
      await person.press(words.signOut);
      await tab.getByRole("heading", { name: words.titles.signIn }).waitFor();
    });
  });
});
