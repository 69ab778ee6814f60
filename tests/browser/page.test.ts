import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "../support/browser/axe.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { keepShot } from "../support/browser/shots.ts";
import { newNumber, visit, type VisitOptions } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

describe.skipIf(skipped)("the page", () => {
  let world: BrowserWorld;
  beforeAll(async () => {
    world = await startBrowserWorld("2.196");
  });
  afterAll(() => world?.close());
  const open = (options: VisitOptions = {}) => visit(browser, world, options);

  async function openAtCode(options: VisitOptions = {}) {
    const person = await open(options);
    const number = newNumber();
    await person.type(person.words.phone, number);
    await person.press(person.words.sendCode);
    await person.arriveAt(person.words.titles.code);
    return { ...person, number };
  }

  test("waits for another code across a reload, then sends it", async () => {
    const person = await openAtCode();
    const { page, words } = person;
    expect(await page.getByRole("button", { name: /^Resend in \d+ s$/ }).isDisabled()).toBe(true);
    await page.clock.fastForward(20_000);
    await page.reload();
    await person.arriveAt(words.titles.code);
    const label = await page.getByRole("button", { name: /^Resend/ }).innerText();
    expect(Number(/\d+/.exec(label)?.[0])).toBeLessThanOrEqual(40);
    await person.minutePasses();
    const sent = world.aliyun.messages().length;
    await person.press(words.resend);
    await person.sees("A new code is on its way.");
    expect(world.aliyun.messages().length).toBe(sent + 1);
    await person.type(words.code, person.lastSms(person.number).code);
    await person.arriveAt(words.titles.profile);
    await person.close();
  });

  test("takes the code out of a whole SMS that is pasted", async () => {
    const person = await openAtCode({ language: "zh" });
    const { page, words } = person;
    const { text, code } = person.lastSms(person.number);
    expect(text).toContain("5分钟");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    const input = page.getByRole("textbox", { name: words.code });
    const sent = page.waitForRequest("**/auth/v1/verify**");
    await input.press("Control+V");
    expect((await sent).postDataJSON()).toMatchObject({ token: code });
    await person.arriveAt(words.titles.profile);
    await person.close();
  });

  test("asks the system for the code: numeric keyboard, autofill and WebOTP", async () => {
    const person = await openAtCode();
    const input = person.page.getByRole("textbox", { name: person.words.code });
    expect(await input.getAttribute("inputmode")).toBe("numeric");
    expect(await input.getAttribute("autocomplete")).toBe("one-time-code");
    expect(await input.and(person.page.locator(":focus")).count()).toBe(1);
    await person.close();

    const lucky = await open();
    const number = newNumber();
    await lucky.page.exposeFunction("codeOfSms", () => lucky.lastSms(number).code);
    // Headless Chromium has no modem: the browser's part of WebOTP is put there.
    await lucky.page.evaluate(`
      globalThis.OTPCredential = class {};
      navigator.credentials.get = async () => ({ code: await codeOfSms() });
    `);
    await lucky.type(lucky.words.phone, number);
    await lucky.press(lucky.words.sendCode);
    await lucky.arriveAt(lucky.words.titles.profile);
    await lucky.close();
  });

  test("sends once, however often the button is pressed", async () => {
    const person = await open();
    const { page, words } = person;
    let release = () => {};
    const held = new Promise<void>((resolve) => release = resolve);
    let requests = 0;
    await page.route("**/auth/v1/otp**", async (route) => {
      requests += 1;
      await held;
      await route.continue();
    });
    await person.type(words.phone, newNumber());
    const button = page.getByRole("button", { name: words.sendCode });
    await button.dblclick();
    await page.keyboard.press("Enter");
    expect(await button.isDisabled()).toBe(true);
    expect(await page.getByRole("form").getAttribute("aria-busy")).toBe("true");
    release();
    await person.arriveAt(words.titles.code);
    expect(requests).toBe(1);
    await person.close();
  });

  test("works by keyboard alone", async () => {
    const person = await open();
    const { page, words } = person;
    const number = newNumber();
    await page.keyboard.type(number);
    await page.keyboard.press("Enter");
    await person.arriveAt(words.titles.code);
    await page.keyboard.type(person.lastSms(number).code);
    await page.keyboard.press("Enter");
    await person.arriveAt(words.titles.profile);
    await page.keyboard.type("Ada");
    await page.keyboard.press("Enter");
    await person.arriveAt(words.greeting("Ada"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your name" }).waitFor();
    await person.close();
  });

  test("speaks the browser's language, switches, keeps what was typed, and remembers the choice", async () => {
    const person = await open({ language: "zh" });
    const { page, words } = person;
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
    await person.type(words.phone, "138 0013");
    await person.press(words.other);
    await person.arriveAt("Sign in or sign up");
    expect(await page.getByRole("textbox", { name: "Phone number" }).inputValue()).toBe("138 0013");
    await page.reload();
    await person.arriveAt("Sign in or sign up");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await person.close();
  });

  test("knows countries by name in both languages, and keeps the chosen one", async () => {
    const person = await open({ language: "zh", config: { countries: ["*"] } });
    const { page } = person;
    const picker = page.getByRole("combobox", { name: "国家或地区" });
    await picker.selectOption({ label: "中国香港 +852" });
    await person.press("English");
    await page.reload();
    const chosen = page.getByRole("combobox", { name: "Country or region" });
    expect(await chosen.locator("option:checked").textContent()).toBe("Hong Kong +852");
    await person.close();
  });

  test("says which Auth and which hook it talks to, and that they are for development", async () => {
    const person = await open();
    const panel = person.page.getByRole("complementary", { name: "Server" });
    expect(await panel.innerText()).toContain("Auth emulator 2.196");
    expect(await panel.innerText()).toContain(new URL(world.hook.url).host);
    expect(await panel.innerText()).toContain("For development only");
    await panel.getByRole("link", { name: "SMS inbox" }).waitFor();
    await person.close();
  });

  test.each<VisitOptions>([
    { language: "zh", mobile: true },
    { language: "en", mobile: true },
    { language: "zh", mobile: true, dark: true },
    { language: "en", dark: true },
  ])("fits and reads well: %o", async (options) => {
    const name = `${options.mobile ? "mobile" : "desktop"}-${options.language}${options.dark ? "-dark" : ""}`;
    const person = await openAtCode(options);
    const { page, words } = person;
    await keepShot(page, `${name}-code`);
    const tooWide = () => page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
    expect(await tooWide()).toBe(false);
    await person.type(words.code, "111111");
    await person.problem();
    await expectAccessible(page);
    await keepShot(page, `${name}-error`);
    const { code } = person.lastSms(person.number);
    await person.type(words.code, code.slice(0, 5));
    expect((await page.getByRole("alert").allInnerTexts()).join("")).toBe("");
    await keepShot(page, `${name}-code-filled`);
    await person.type(words.code, code);
    await person.arriveAt(words.titles.profile);
    await person.type(words.name, "小林");
    await person.press(words.save);
    await person.arriveAt(words.greeting("小林"));
    await keepShot(page, `${name}-account`);
    expect(await tooWide()).toBe(false);
    await person.press(words.signOut);
    await person.arriveAt(words.titles.signIn);
    await keepShot(page, `${name}-sign-in`);
    const small = await page.locator("button, select, input:not([type=radio]), .segments span").evaluateAll((
      targets,
    ) =>
      targets.map((target) => target.getBoundingClientRect()).filter(({ height }) =>
        height > 0 && height < 44
      ).length
    );
    expect(small).toBe(0);
    await person.close();
  });

  test("keeps nothing of a code or a password in the browser's stores", async () => {
    const person = await openAtCode();
    const { page, words } = person;
    const { code } = person.lastSms(person.number);
    await page.route("**/auth/v1/verify**", async (route) => {
      const stored = await page.evaluate<string>("JSON.stringify([localStorage, sessionStorage])");
      expect(stored).not.toContain(code);
      await route.continue();
    });
    await person.type(words.code, code);
    await person.arriveAt(words.titles.profile);
    expect(await page.evaluate<number>("sessionStorage.length")).toBe(0);
    await person.close();
  });
});

test.skipIf(skipped)("axe would find something", async () => {
  const page = await browser.newPage();
  await page.setContent("<button></button>");
  await expect(expectAccessible(page)).rejects.toThrow("button-name");
  await page.close();
});
