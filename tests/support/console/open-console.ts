import type { Browser } from "playwright-core";
import { expect } from "vitest";

export interface Look {
  readonly language?: "en" | "zh";
  readonly dark?: boolean;
  readonly width?: number;
}

/** Somebody opens the console; `close` fails if the page broke. */
export async function openConsole(
  on: Browser,
  url: string,
  { language = "en", dark = false, width = 1440 }: Look = {},
) {
  const context = await on.newContext({
    locale: language === "zh" ? "zh-CN" : "en-GB",
    timezoneId: "Asia/Shanghai",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    viewport: { width, height: 900 },
  });
  context.setDefaultTimeout(12_000);
  const page = await context.newPage();
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load")) {
      broken.push(message.text());
    }
  });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(url);
  await page.locator(".uplot canvas").first().waitFor();
  return {
    page,
    asked,
    press: (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click(),
    sees: (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    async close() {
      await context.close();
      expect(broken).toEqual([]);
    },
  };
}
