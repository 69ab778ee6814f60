import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "../support/browser/axe.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { newNumber, type Visit, visit, type VisitOptions } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

const PASSWORD = "correct horse 1";
const NEXT_PASSWORD = "another horse 2";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

describe.skipIf(skipped)("nobody is left standing", () => {
  let world: BrowserWorld;
  const visits: Visit[] = [];
  beforeAll(async () => {
    world = await startBrowserWorld("2.196");
  });
  afterEach(async () => {
    for (const one of visits.splice(0)) await one.close();
  });
  afterAll(() => world?.close());

  async function open(options: VisitOptions): Promise<Visit> {
    const person = await visit(browser, world, { looked: false, ...options });
    visits.push(person);
    return person;
  }
  const sentTo = (phone: string) =>
    world.aliyun.messages().filter((sms) => sms.phone.endsWith(phone.replaceAll(" ", ""))).length;

  async function askForCode(person: Visit, phone = newNumber()): Promise<string> {
    await person.type(person.words.phone, phone);
    await person.press(person.words.sendCode);
    await person.arriveAt(person.words.titles.code);
    return phone;
  }
  const enterCode = (person: Visit, phone: string) =>
    person.type(person.words.code, person.lastSms(phone).code);
  /** With a password; the codes of before are a minute old. */
  async function member(person: Visit): Promise<string> {
    const phone = await askForCode(person);
    await enterCode(person, phone);
    await person.arriveAt(person.words.titles.profile);
    await person.type(person.words.password, PASSWORD);
    await person.press(person.words.save);
    await person.arriveAt(person.words.titles.account);
    return phone;
  }
  async function signOut(person: Visit): Promise<void> {
    await person.press(person.words.signOut);
    await person.arriveAt(person.words.titles.signIn);
  }

  describe.each(["zh", "en"] as const)("who reads %s", (language) => {
    test("a number with a running code goes to where it is entered, here and in another tab", async () => {
      const person = await open({ language });
      const { words, page } = person;
      const phone = await askForCode(person);
      await person.press(words.anotherNumber);
      await person.arriveAt(words.titles.signIn);
      expect(await page.getByRole("textbox", { name: words.phone }).inputValue()).toBe(phone);
      await person.press(words.enterCode);
      await person.arriveAt(words.titles.code);

      const tab = await page.context().newPage();
      await tab.goto(world.pageUrl);
      await tab.getByRole("textbox", { name: words.phone }).fill(phone);
      await tab.getByRole("button", { name: words.enterCode, exact: true }).click();
      await tab.getByRole("textbox", { name: words.code }).fill(person.lastSms(phone).code);
      await tab.getByRole("heading", { name: words.titles.profile }).waitFor();
      expect(sentTo(phone)).toBe(1);
      // Signed in there, so signed in here.
      await person.arriveAt(words.titles.account);
    });

    test("a sign-up whose code runs keeps the password typed last", async () => {
      const person = await open({ language });
      const { words, page } = person;
      const phone = newNumber();
      const signUp = async (password: string, button: string) => {
        await person.type(words.phone, phone);
        await person.type(words.password, password);
        await person.press(button);
        await person.arriveAt(words.titles.code);
      };
      await person.press(words.toSignUp);
      await signUp(PASSWORD, words.signUp);
      await person.press(words.anotherNumber);
      await person.arriveAt(words.titles.signUp);
      await signUp(NEXT_PASSWORD, words.enterCode);
      await enterCode(person, phone);
      await person.arriveAt(words.titles.account);
      await signOut(person);
      await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
      await person.type(words.phone, phone);
      await person.type(words.password, NEXT_PASSWORD);
      await person.press(words.signIn);
      await person.arriveAt(words.titles.account);
    });

    test("a used code's number counts down on every button that would send", async () => {
      const person = await open({ language });
      const { words, page } = person;
      const phone = await member(person);
      const waiting = page.getByRole("button", { name: words.sendCodeIn });
      await person.press(words.rowFactor);
      await person.type(words.phone, phone);
      await waiting.waitFor();
      await person.sees(words.justSent);
      await person.sees(words.ownNumber);
      await person.press(words.cancel);
      await person.arriveAt(words.titles.account);
      await signOut(person);
      await person.type(words.phone, phone);
      expect(await waiting.isDisabled()).toBe(true);
      await page.getByRole("textbox", { name: words.phone }).press("Enter");
      await person.minutePasses();
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      expect(sentTo(phone)).toBe(2);
    });

    test("a second step with one's own number works once the minute is over", async () => {
      const person = await open({ language });
      const { words } = person;
      const phone = await member(person);
      await person.press(words.rowFactor);
      await person.sees(`+86 ${phone}`);
      await person.type(words.phone, phone);
      await person.minutePasses();
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(person, phone);
      await person.sees(words.done.factorOn);
    });

    test("a slow provider is waited for in words", async () => {
      const person = await open({ language });
      const { words, page } = person;
      let release = () => {};
      const held = new Promise<void>((resolve) => release = resolve);
      await page.route("**/auth/v1/otp**", async (route) => {
        await held;
        await route.continue();
      });
      await person.type(words.phone, newNumber());
      await person.press(words.sendCode);
      expect(await page.getByText(words.slow).count()).toBe(0);
      await page.clock.fastForward(2_000);
      await person.sees(words.slow);
      release();
      await person.arriveAt(words.titles.code);
    });

    test("a forgotten password is replaced by way of a code, also behind a second step", async () => {
      const person = await open({ language });
      const { words, page } = person;
      const [phone, second] = [await member(person), newNumber()];
      await person.press(words.rowFactor);
      await person.type(words.phone, second);
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(person, second);
      await person.sees(words.done.factorOn);
      await signOut(person);
      await person.minutePasses();

      await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
      await person.type(words.phone, phone);
      await person.press(words.forgot);
      await person.arriveAt(words.titles.resetPassword);
      await expectAccessible(page);
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(person, phone);
      await person.arriveAt(words.titles.gate);
      await person.sees(words.gateTo(second.slice(-4)));
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(person, second);
      await person.arriveAt(words.titles.newPassword);
      await person.sees(words.passwordRule);
      await expectAccessible(page);
      await person.type(words.newPassword, NEXT_PASSWORD);
      await person.press(words.savePassword);
      await person.sees(words.done.password);
    });

    test("an unknown number cannot reset a password, and may sign up", async () => {
      const person = await open({ language });
      const { words, page } = person;
      await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
      await person.press(words.forgot);
      await person.type(words.phone, newNumber());
      await person.press(words.sendCode);
      await person.problem();
      await person.press(words.toSignUp);
      await person.arriveAt(words.titles.signUp);
    });

    test("a wrong password is no end: in with a code", async () => {
      const person = await open({ language });
      const { words, page } = person;
      await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
      await person.type(words.phone, newNumber());
      await person.type(words.password, "not it at all");
      await person.press(words.signIn);
      await person.press(words.withCode);
      await person.arriveAt(words.titles.code);
    });

    test("all that is wrong is told, each at its field, and nothing is sent", async () => {
      const person = await open({ language, config: { termsUrl: "https://example.com/terms" } });
      const { words, page } = person;
      await person.press(words.toSignUp);
      await person.sees(words.passwordRule);
      await person.type(words.password, "short");
      await person.press(words.signUp);
      await expectAccessible(page);
      const alerts = page.getByRole("alert").filter({ hasText: /\S/ });
      expect(await alerts.count()).toBe(3);
      const told = async (input: Locator) => {
        const problem = (await input.getAttribute("aria-describedby"))?.split(" ").at(-1);
        return await page.locator(`#${problem}`).textContent();
      };
      const blamed = await Promise.all((await page.locator("[aria-invalid=true]").all()).map(told));
      expect(blamed).toEqual(await alerts.allTextContents());
      await page.getByRole("checkbox").check();
      expect(await alerts.count()).toBe(2);
      await person.type(words.phone, newNumber());
      await person.type(words.password, PASSWORD);
      await person.press(words.signUp);
      await person.arriveAt(words.titles.code);
    });
  });
});
