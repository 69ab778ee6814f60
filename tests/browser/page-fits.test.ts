import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectFits } from "../support/browser/fits.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { newNumber, visit } from "../support/browser/visit.ts";
import { type BrowserWorld, startBrowserWorld } from "../support/browser/world.ts";

/** Of the language's button and of those under a field. */
const OVERHANG = 14;

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

describe.skipIf(skipped).each(["en", "zh"] as const)("the page in %s", (language) => {
  let world: BrowserWorld;
  beforeAll(async () => {
    world = await startBrowserWorld("2.196");
  });
  afterAll(() => world?.close());

  test(
    "fits every width: at sign-in, with an error and at the code",
    { timeout: 120_000 },
    async () => {
      const person = await visit(browser, world, { language });
      const { page, words } = person;
      await expectFits(page, OVERHANG);
      await person.type(words.phone, "138 0013");
      await person.press(words.sendCode);
      await person.problem();
      await expectFits(page, OVERHANG);
      const number = newNumber();
      await person.type(words.phone, number);
      await person.press(words.sendCode);
      await person.arriveAt(words.titles.code);
      await expectFits(page, OVERHANG);
      await person.close();
    },
  );
});

test.skipIf(skipped)("what is too wide would be found", async () => {
  const page = await browser.newPage();
  await page.setContent("<main style='width: 50%'><p id='wide' style='width: 120%'>x</p></main>");
  await expect(expectFits(page)).rejects.toThrow("p#wide.null is wider than its parent");
  await page.setContent("<p style='width: 60px; white-space: nowrap'>more than there is room for</p>");
  await expect(expectFits(page)).rejects.toThrow(/holds \d+ in its 60/);
  await page.close();
});
