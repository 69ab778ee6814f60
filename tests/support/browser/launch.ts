import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { writeFontConfig } from "./fonts.ts";

/** The package's own arguments for small sandboxes, without those that would make the browser another one. */
const NOT_OURS = [
  // CORS is a part of what is tested: Auth has to let the page read its answers.
  "--disable-web-security",
  "--allow-running-insecure-content",
  // One crash would end every page.
  "--single-process",
  // Drawing 3D in software, for nothing on this page.
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];
const OURS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

async function launch(): Promise<Browser> {
  return await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((argument) => !NOT_OURS.includes(argument)), ...OURS],
    env: { ...process.env, FONTCONFIG_FILE: writeFontConfig() },
    timeout: 20_000,
  });
}

/**
 * Where no browser starts (another processor, missing libraries), the tests are skipped and the run says
 * why, except in CI: a run without them there would pass for one with them.
 */
export async function launchBrowser(): Promise<{ readonly browser: Browser; readonly skipped: boolean }> {
  try {
    return { browser: await launch(), skipped: false };
  } catch (error) {
    if (process.env["CI"] === "true") throw error;
    const [line] = String(error).split("\n");
    process.stderr.write(`Browser tests are skipped, because no browser starts here: ${line}\n`);
    return { browser: noBrowser, skipped: true };
  }
}

/** Skipped tests never use it; closing nothing is no error. */
const noBrowser = { close: async () => {} } as Browser;
