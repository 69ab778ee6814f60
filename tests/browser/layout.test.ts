import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser/launch.ts";
import { newNumber, type Visit, visit, type VisitOptions } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

const WIDTHS = [320, 360, 390, 768, 1024, 1280, 1440, 1920, 2560];
const CONSENT = { termsUrl: "https://example.com/terms", privacyUrl: "https://example.com/privacy" };
const LONG_NAME = "Bartholomew-Maximilian-Featherstonehaugh-Cholmondeley-Majori";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

describe.skipIf(skipped)("the layout", () => {
  let world: BrowserWorld;
  let person: Visit;
  beforeAll(async () => {
    world = await startBrowserWorld("2.196");
  });
  afterEach(() => person?.close());
  afterAll(() => world?.close());

  async function open(options: VisitOptions): Promise<Visit> {
    person = await visit(browser, world, { looked: false, ...options });
    return person;
  }
  async function openAtCode(options: VisitOptions): Promise<string> {
    const { words } = await open(options);
    const phone = newNumber();
    await person.type(words.phone, phone);
    await person.press(words.sendCode);
    await person.arriveAt(words.titles.code);
    return phone;
  }

  describe.each(["zh", "en"] as const)("in %s", (language) => {
    test("has no element wider than its parent, from 320 to 2560 pixels", async () => {
      const { words, page } = await open({ language, config: CONSENT });
      await expectInside(page);
      await page.getByRole("radio", { name: words.byPassword, exact: true }).check();
      await person.press(words.signIn);
      await expectInside(page);
      await person.press(words.toSignUp);
      await person.press(words.signUp);
      await expectInside(page);
    });

    test("has none on the code screen and in the account either, whatever the name", async () => {
      const phone = await openAtCode({ language });
      const { words, page } = person;
      await person.type(words.code, "111111");
      await person.problem();
      await expectInside(page);
      await person.type(words.code, person.lastSms(phone).code);
      await person.arriveAt(words.titles.profile);
      await expectInside(page);
      await person.type(words.name, LONG_NAME);
      await person.press(words.save);
      await person.arriveAt(words.greeting(LONG_NAME));
      await page.locator("summary").click();
      await expectInside(page);
      await person.press(words.rowFactor);
      await person.type(words.phone, phone);
      await expectInside(page);
    });

    test("keeps what went wrong at its field: below the input, above what follows, and away from both", async () => {
      await openAtCode({ language });
      const { words, page } = person;
      await person.type(words.code, "111111");
      await person.problem();
      const input = await boxOf(page, ".code-field .box");
      const problem = await boxOf(page, ".problem:not(:empty)");
      const resend = await boxOf(page, ".under-code");
      expect(problem.top - input.bottom).toBeGreaterThanOrEqual(8);
      expect(resend.top - problem.bottom).toBeGreaterThanOrEqual(4);
    });

    test("groups a number while it is typed, and shows its country once", async () => {
      const { words, page } = await open({ language });
      const input = page.getByRole("textbox", { name: words.phone });
      await input.pressSequentially("1380013");
      expect(await input.inputValue()).toBe("138 0013");
      await input.press("Home");
      await input.press("Delete");
      await input.pressSequentially("1");
      expect(await input.inputValue()).toBe("138 0013");
      expect(await input.evaluate("document.activeElement.selectionStart")).toBe(1);
      await input.fill("+86 13800138000");
      await input.press("Tab");
      expect(await input.inputValue()).toBe("138 0013 8000");
    });
  });

  test.each([320, 360, 390])("breaks no document's name in Chinese, at %i pixels", async (width) => {
    const { page } = await open({ language: "zh", config: CONSENT });
    await page.setViewportSize({ width, height: 800 });
    expect(await linesOf(page, ".consent a")).toEqual([1, 1]);
  });

  test.each([360, 390])("leaves no full stop alone in English, at %i pixels", async (width) => {
    const { page } = await open({ config: CONSENT });
    await page.setViewportSize({ width, height: 800 });
    expect(await linesOf(page, ".consent label > span")).toEqual([2]);
  });

  test("offers the countries that the service allows, without a picker where that is one", async () => {
    const { page } = await open({});
    expect(await page.getByRole("combobox").count()).toBe(0);
    await person.close();
    await open({ config: { countries: ["CN", "HK", "+870"] } });
    const options = person.page.getByRole("combobox", { name: "Country or region" }).locator("option");
    expect(await options.allTextContents()).toEqual(["China mainland +86", "Hong Kong +852"]);
  });

  test("stands in the middle, also where a scroll bar takes its room", async () => {
    const { page } = await open({});
    const card = await boxOf(page, ".card");
    expect((card.left + card.right) / 2).toBe(await page.evaluate<number>("innerWidth / 2"));
    // A browser without a head draws no scroll bar, so that the room for one can only be asked for.
    const gutter = await page.evaluate("getComputedStyle(document.documentElement).scrollbarGutter");
    expect(gutter).toBe("stable both-edges");
  });

  test.each([[false, "rgb(243, 245, 242)"], [true, "rgb(13, 18, 16)"]])(
    "has the ground that its colours are made for, in the dark: %s",
    async (dark, colour) => {
      const { page } = await open({ dark });
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(colour);
    },
  );

  test.each([320, 360, 1180])("draws each digit where its line was, at %i pixels", async (width) => {
    await openAtCode({ mobile: width < 500 });
    const { words, page } = person;
    await page.setViewportSize({ width, height: 700 });
    const [field, input] = [await boxOf(page, ".code-field .box"), await boxOf(page, ".code-input")];
    expect(Math.abs((field.left + field.right) / 2 - (input.left + input.right) / 2)).toBeLessThanOrEqual(
      0.5,
    );
    const box = page.getByRole("textbox", { name: words.code });
    for (const digit of "12345") await box.press(digit);
    await box.press("End");
    // An input that scrolled would have moved every digit.
    expect(await box.evaluate("document.activeElement.scrollLeft")).toBe(0);
    await page.route("**/auth/v1/verify**", (route) => route.abort());
    await box.press("6");
    await person.problem();
    expect(await box.evaluate("document.activeElement.scrollLeft")).toBe(0);
  });

  async function openAtAccount(options: VisitOptions): Promise<string> {
    const phone = await openAtCode(options);
    const { words } = person;
    await person.type(words.code, person.lastSms(phone).code);
    await person.arriveAt(words.titles.profile);
    await person.press(words.skip);
    await person.arriveAt(words.titles.account);
    return phone;
  }

  test.each(["zh", "en"] as const)(
    "shows number and second step whole on the narrowest phone, in %s",
    async (language) => {
      await openAtAccount({ language });
      const { words, page } = person;
      const second = newNumber();
      await person.press(words.rowFactor);
      await person.type(words.phone, second);
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await person.type(words.code, person.lastSms(second).code);
      await person.arriveAt(words.titles.account);
      for (const width of [320, 360, 390]) {
        await page.setViewportSize({ width, height: 800 });
        const cut = await page.locator(".row-value").evaluateAll((values) =>
          values.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((one) =>
            one.textContent
          )
        );
        expect({ width, cut }).toEqual({ width, cut: [] });
        const [rows, chevron] = [await boxOf(page, ".rows"), await boxOf(page, ".row > .icon")];
        expect(rows.right - chevron.right).toBeGreaterThanOrEqual(8);
      }
    },
  );

  test("lines up the account's rows", async () => {
    const phone = await openAtAccount({});
    const { page } = person;
    const tops = (selector: string) =>
      page.locator(selector).evaluateAll((found) => found.map((one) => one.getBoundingClientRect().bottom));
    expect(await tops(".row-label")).toEqual(await tops(".row-value"));
    const values = await page.locator(".row-value").allTextContents();
    expect(values.map((value) => value.replaceAll("\u00a0", " "))).toEqual([
      "Add",
      `+86 ${phone}`,
      "Change",
      "Off",
    ]);
  });

  test("keeps nothing under a finger that has left", async () => {
    const hovers = await (await open({ mobile: true })).page.evaluate<string[]>(`
      [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSStyleRule && rule.selectorText.includes(":hover"))
        .map((rule) => rule.selectorText)`);
    expect(hovers).toEqual([]);
  });

  async function expectInside(page: Page): Promise<void> {
    const before = page.viewportSize();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const outside = await page.evaluate<string[]>(`
        [...document.querySelectorAll("#app *:not(.unseen):not(option):not(svg *)")]
          .filter((one) => one.getClientRects().length > 0 && one.parentElement)
          .filter((one) => {
            const [own, around] = [one, one.parentElement].map((each) => each.getBoundingClientRect());
            return own.width > around.width + 14 || own.right > innerWidth || own.left < 0;
          })
          .map((one) => one.className + " " + one.textContent.slice(0, 40))`);
      expect({ width, outside }).toEqual({ width, outside: [] });
      expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    }
    if (before) await page.setViewportSize(before);
  }
});

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).filter({ visible: true }).first().boundingBox();
  if (box === null) throw new Error(`Cannot measure ${selector}: it is not in the page`);
  return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
}

const CONSENT_LINE = 20;
const linesOf = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll(
    (found, line) => found.map((one) => Math.round(one.getBoundingClientRect().height / line)),
    CONSENT_LINE,
  );
