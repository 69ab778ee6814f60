import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const FOLDER = fileURLToPath(new URL("../../../artifacts/screenshots/", import.meta.url));

/** Keeps what the page looks like, for a person to look at: `artifacts/screenshots/<name>.png`. */
export async function keepShot(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  // Nothing is under a pointer that is not in the picture.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled", caret: "hide" });
}
