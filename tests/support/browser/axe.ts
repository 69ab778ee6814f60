import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** WCAG 2.2 AA (of which axe leaves out the size of targets unless asked) and axe's best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  const loaded = await page.evaluate(() => "axe" in globalThis);
  if (!loaded) await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(async () => {
    // The line above put it there.
    const { axe } = globalThis as unknown as { axe: Axe };
    interface Axe {
      run(options: object): Promise<{ readonly violations: readonly Violation[] }>;
    }
    interface Violation {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }
    const { violations } = await axe.run({ rules: { "target-size": { enabled: true } } });
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
    }));
  });
  expect(found).toEqual([]);
}
