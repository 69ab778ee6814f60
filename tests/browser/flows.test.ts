import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser/launch.ts";
import { newNumber, type Visit, visit } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

const PASSWORD = "correct horse 1";
const NEXT_PASSWORD = "another horse 2";
const MORE_THAN_A_DAY = 25 * 3600;

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

describe.skipIf(skipped).each(["2.186", "2.196"])("on Auth %s", (release) => {
  let world: BrowserWorld;
  beforeAll(async () => {
    world = await startBrowserWorld(release);
  });
  afterAll(() => world?.close());

  describe.each(["zh", "en"] as const)("a person who reads %s", (language) => {
    const [first, second, another] = [newNumber(), newNumber(), newNumber()];
    let person: Visit;
    beforeAll(async () => {
      // The page is the same on every release.
      person = await visit(browser, world, { language, looked: release === "2.196" });
    });
    afterAll(() => person?.close());

    async function enterCode(phone: string): Promise<void> {
      // The last digit submits.
      await person.type(person.words.code, person.lastSms(phone).code);
    }
    const signOut = async () => {
      await person.press(person.words.signOut);
      await person.arriveAt(person.words.titles.signIn);
      await person.minutePasses();
    };

    test("signs up with number and password, and signs out", async () => {
      const { words } = person;
      await person.arriveAt(words.titles.signIn, "01-sign-in");
      await person.press(words.toSignUp);
      await person.arriveAt(words.titles.signUp, "02-sign-up");
      await person.type(words.phone, first);
      await person.type(words.password, PASSWORD);
      await person.press(words.signUp);
      await person.arriveAt(words.titles.code, "03-code");
      await enterCode(first);
      await person.arriveAt(words.titles.account, "04-account");
      await person.sees(words.done.signedIn);
      await person.sees(`+86 ${first}`);
      await signOut();
    });

    test("signs in with the password", async () => {
      const { words, page } = person;
      await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
      await person.type(words.phone, `+86${first}`);
      await person.type(words.password, PASSWORD);
      await person.arriveAt(words.titles.signIn, "05-password");
      await person.press(words.signIn);
      await person.arriveAt(words.titles.account);
      await signOut();
    });

    test("signs in with a code for the first time, and sets a name and a password", async () => {
      const { words } = person;
      await person.type(words.phone, second);
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(second);
      await person.arriveAt(words.titles.profile, "06-profile");
      await person.type(words.name, "小林");
      await person.type(words.password, PASSWORD);
      await person.press(words.save);
      await person.arriveAt(words.greeting("小林"), "07-named");
      await person.sees(words.done.saved);
    });

    test("changes the number", async () => {
      const { words } = person;
      await person.minutePasses();
      await person.press(words.rowPhone);
      await person.type(words.phone, another);
      await person.arriveAt(words.titles.changePhone, "08-change-phone");
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(another);
      await person.arriveAt(words.greeting("小林"), "09-phone-changed");
      await person.sees(words.done.phone);
      await person.sees(`+86 ${another}`);
    });

    test("changes the password, without a code soon after the sign-in", async () => {
      const { words } = person;
      await person.press(words.rowPassword);
      await person.type(words.newPassword, NEXT_PASSWORD);
      await person.arriveAt(words.titles.changePassword, "10-change-password");
      await person.press(words.changePassword);
      await person.arriveAt(words.greeting("小林"));
      await person.sees(words.done.password);
    });

    test("changes the password with a code where Auth asks who it is", async () => {
      const { words } = person;
      world.auth.ageSessions(MORE_THAN_A_DAY);
      await person.minutePasses();
      await person.press(words.rowPassword);
      await person.type(words.newPassword, PASSWORD);
      await person.press(words.changePassword);
      await person.arriveAt(words.titles.code);
      await person.sees(`+86 ${another}`);
      await enterCode(another);
      await person.arriveAt(words.greeting("小林"));
      await person.sees(words.done.password);
    });

    test("adds a phone as second factor, passes it at the next sign-in, and removes it", async () => {
      const { words, page } = person;
      await person.press(words.rowFactor);
      await person.type(words.phone, first);
      await person.arriveAt(words.titles.addFactor, "11-add-factor");
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(first);
      await person.arriveAt(words.greeting("小林"));
      await person.sees(words.done.factorOn);
      await signOut();

      await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
      await person.type(words.phone, another);
      await person.type(words.password, PASSWORD);
      await person.press(words.signIn);
      await person.arriveAt(words.titles.gate, "12-second-step");
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(first);
      await person.arriveAt(words.greeting("小林"));
      await person.press(words.rowFactor);
      await person.arriveAt(words.titles.removeFactor, "13-remove-factor");
      await person.press(words.turnOff);
      await person.arriveAt(words.greeting("小林"));
      await person.sees(words.done.factorOff);
      await signOut();
    });

    test("looks around as a guest, and adds a number later", async () => {
      const { words } = person;
      const number = newNumber();
      await person.press(words.guest);
      await person.arriveAt(words.titles.guest, "14-guest");
      await person.press(words.rowPhone);
      await person.type(words.phone, number);
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await enterCode(number);
      await person.arriveAt(words.titles.account);
      await person.sees(`+86 ${number}`);
      await signOut();
      expect(world.hook.output()).not.toContain(number.replaceAll(" ", ""));
    });
  });
});
