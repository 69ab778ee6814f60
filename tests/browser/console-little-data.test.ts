import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "../support/browser/axe.ts";
import { launchBrowser } from "../support/browser/launch.ts";
import { type Look, openConsole } from "../support/console/open-console.ts";
import { type ConsoleWorld, startConsoleWorld } from "../support/console/world.ts";

const { browser, skipped } = await launchBrowser();
afterAll(() => browser.close());

/** How much of the second chart has the colour of what was sent. */
const PIXELS_OF_SENT = `(() => {
  const own = document.createElement("canvas").getContext("2d");
  own.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--sent").trim();
  own.fillRect(0, 0, 1, 1);
  const [r, g, b] = own.getImageData(0, 0, 1, 1).data;
  const canvas = document.querySelectorAll(".figure-card")[1].querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] === r && data[i + 1] === g && data[i + 2] === b && data[i + 3] === 255) count++;
  }
  return count;
})()`;

describe.skipIf(skipped)("the console", () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await startConsoleWorld();
  });
  afterAll(() => world?.close());
  const visit = (look?: Look) => openConsole(browser, world.console.url, look);

  test("draws the rates of one hour alone, of which no line can be drawn", async () => {
    const person = await visit();
    const { page } = person;
    await page.route("**/api/history**", async (route) => {
      const answer = await route.fetch();
      const history = await answer.json();
      const nothing = { sent: 0, delivered: 0, undelivered: 0, verified: 0 };
      const lone = { ...history.points[0], sent: 2, delivered: 1, undelivered: 1, verified: 0 };
      const points = history.points.map((point: object, i: number) =>
        i === 12 ? { ...lone, at: history.points[12].at } : { ...point, ...nothing }
      );
      await route.fulfill({ response: answer, json: { ...history, points } });
    });
    await page.reload();
    await page.locator(".figure-card canvas").nth(1).waitFor();
    await expect.poll(() => page.evaluate<number>(PIXELS_OF_SENT), { timeout: 12_000 }).toBeGreaterThan(20);
    await person.close();
  });

  test.each(
    [
      ["en", "1390000", /country code is missing/],
      ["zh", "+8613900000001", /前七位/],
    ] as const,
  )(
    "says in %s that %s cannot be blocked, before it asks for how long and why",
    async (language, typed, words) => {
      const person = await visit({ language });
      const { page } = person;
      const field = page.locator(".block input");
      await field.fill(typed);
      await field.press("Tab");
      await page.locator(".block").getByRole("alert").filter({ hasText: words }).waitFor();
      await expectAccessible(page);
      await field.press("Enter");
      expect(await page.getByRole("dialog").count()).toBe(0);
      await field.fill("+86139");
      await field.press("Enter");
      await page.getByRole("dialog").waitFor();
      await person.close();
    },
  );

  test("reads a request's way out in Chinese with Chinese punctuation", async () => {
    const person = await visit({ language: "zh" });
    const way = await person.page.locator(".requests .way").first().textContent();
    expect(way).toMatch(/^链路：Auth通过，Hook/);
    expect(way).not.toMatch(/[:,]/);
    await person.close();
  });
});
