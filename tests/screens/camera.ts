import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const FOLDER = fileURLToPath(new URL("../../artifacts/screens/", import.meta.url));

/** A phone, a small laptop, a desk. */
const WIDTHS = { 390: 844, 1024: 768, 1440: 900 } as const;
/** The narrowest phone, for what has the least room to give. */
const NARROW = { 320: 640 } as const;

export interface Camera {
  /** The screen as it is now, in every width, light and dark: `<name>.<language>.<width>.<theme>.png`. */
  shoot(page: Page, name: string, also?: "narrow"): Promise<void>;
}

export function createCamera(language: string): Camera {
  mkdirSync(FOLDER, { recursive: true });
  return {
    async shoot(page, name, also) {
      const before = page.viewportSize();
      // Nothing is under a pointer that is not in the picture.
      await page.mouse.move(0, 0);
      for (const [width, height] of Object.entries(also ? { ...NARROW, ...WIDTHS } : WIDTHS)) {
        await page.setViewportSize({ width: Number(width), height });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({
            path: `${FOLDER}${name}.${language}.${width}.${colorScheme}.png`,
            animations: "disabled",
            caret: "hide",
            fullPage: true,
          });
        }
      }
      if (before) await page.setViewportSize(before);
    },
  };
}
