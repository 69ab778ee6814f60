import type { Browser, Page, Route } from "playwright-core";
import { expect } from "vitest";
import type { DemoConfig } from "../../../src/demo/web/demo-config.ts";
import { expectAccessible } from "./axe.ts";
import { keepShot } from "./shots.ts";
import { type Language, WORDS, type Words } from "./texts.ts";
import type { BrowserWorld } from "./world.ts";

export interface Visit {
  readonly page: Page;
  readonly words: Words;
  /** Types into the field with this label. */
  type(label: string, text: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** Waits for the screen with this heading. Under `shot`, axe looks at it and a picture is kept. */
  arriveAt(heading: string, shot?: string): Promise<void>;
  /** Waits for a text; numbers are compared whatever their spaces are. */
  sees(text: string): Promise<void>;
  /** The sentence of the problem that is shown. */
  problem(): Promise<string>;
  /** The text of the newest SMS to this number, as the emulator took it. */
  lastSms(phone: string): { readonly text: string; readonly code: string };
  /** As somebody else on the same browser, who has never been here. */
  startAgain(): Promise<void>;
  /** The minute between two SMS, for Auth and for the page. */
  minutePasses(): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly language?: Language;
  readonly dark?: boolean;
  readonly mobile?: boolean;
  /** What the page is told besides where its server is. */
  readonly config?: Partial<DemoConfig>;
  /** `false` where axe and pictures would see what they have seen elsewhere. */
  readonly looked?: boolean;
}

const DESKTOP = { width: 1180, height: 820 };
/** The narrowest phone that is still sold. */
const MOBILE = { width: 360, height: 740 };

/** Somebody opens the page with a browser of their own. */
export async function visit(
  browser: Browser,
  world: BrowserWorld,
  options: VisitOptions = {},
): Promise<Visit> {
  const { language = "en", dark = false, mobile = false, looked = true, config } = options;
  const words = WORDS[language];
  const context = await browser.newContext({
    locale: words.locale,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    viewport: mobile ? MOBILE : DESKTOP,
    deviceScaleFactor: mobile ? 2 : 1,
    hasTouch: mobile,
    isMobile: mobile,
  });
  context.setDefaultTimeout(8_000);
  // So that a minute may pass on the page without taking one.
  await context.clock.install();
  if (config) await context.route("**/demo-config.json", withConfig(config));
  const page = await context.newPage();
  const broken = watchForBreakage(page);
  const open = async () => {
    await page.goto(world.pageUrl);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  await open();
  return {
    page,
    words,
    type: (label, text) => page.getByRole("textbox", { name: label }).fill(text),
    press: (name) => page.getByRole("button", { name, exact: true }).click(),
    async arriveAt(heading, shot) {
      await page.getByRole("heading", { name: heading, exact: true }).waitFor();
      if (shot === undefined || !looked) return;
      await expectAccessible(page);
      await keepShot(page, `${world.release}-${language}-${shot}`);
    },
    sees: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    async problem() {
      const alert = page.getByRole("alert").filter({ hasText: /\S/ });
      return (await alert.locator(".sentence").innerText()).replaceAll("\u00a0", " ");
    },
    lastSms: (phone) => lastSms(world, phone),
    async startAgain() {
      await page.unrouteAll();
      await page.evaluate("localStorage.clear(), sessionStorage.clear()");
      // Another address, so that it is a new page and no step within it.
      await page.goto("about:blank");
      await open();
    },
    async minutePasses() {
      world.auth.advanceClock(61);
      await page.clock.fastForward(61_000);
    },
    async close() {
      await context.close();
      expect(broken).toEqual([]);
    },
  };
}

/** The page as published, for a service with other rules. */
function withConfig(config: Partial<DemoConfig>) {
  return async (route: Route): Promise<void> => {
    const served: object = await (await route.fetch()).json();
    await route.fulfill({ json: { ...served, ...config } });
  };
}

/** Exceptions and what the browser complains about, except of answers that the page explains itself. */
function watchForBreakage(page: Page): string[] {
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  page.on("console", (message) => {
    const expected = /^Failed to load resource/.test(message.text());
    if (message.type() === "error" && !expected) broken.push(message.text());
  });
  return broken;
}

function lastSms({ aliyun }: BrowserWorld, phone: string) {
  const digits = phone.replace(/\D/g, "");
  const sms = aliyun.messages().findLast((message) => message.phone.replace(/\D/g, "").endsWith(digits));
  if (sms === undefined) throw new Error(`Cannot read a code: no SMS went to ${phone}`);
  return { text: sms.text, code: sms.params["code"] ?? "" };
}

let serial = 0;
/** A mainland number as people write it, which no other test uses. */
export function newNumber(): string {
  const digits = String(13_900_000_000 + ++serial);
  return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;
}
