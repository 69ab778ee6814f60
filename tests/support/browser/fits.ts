import type { Page } from "playwright-core";

/** From the narrowest phone to a wide screen. */
const [NARROWEST, WIDEST] = [320, 2560];
/** Finer than any margin, and wide where a page has long been as wide as it gets. */
const [STEP, FROM, WIDE_STEP] = [32, 1_696, 144];

/**
 * Holds a page to every width: no element is wider than its parent or than the window, and no text sticks out.
 * Between two of a page's own breakpoints everything grows evenly, so these and their neighbours are looked at, and
 * some widths between.
 * @param overhang pixels by which a button without a frame may reach beyond its column, so that its label is in line
 */
export async function expectFits(page: Page, overhang = 0): Promise<void> {
  const { height } = page.viewportSize() ?? { height: 800 };
  const found: string[] = [];
  for (const width of await widthsOf(page)) {
    await page.setViewportSize({ width, height });
    for (const one of await page.evaluate<string[]>(whatSticksOut(1 + overhang))) {
      found.push(`${width}: ${one}`);
    }
  }
  if (found.length > 0) throw new Error(`Cannot fit:\n${found.slice(0, 20).join("\n")}`);
}

async function widthsOf(page: Page): Promise<number[]> {
  const rules = await page.evaluate<string[]>(
    `[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => rule instanceof CSSMediaRule ? [rule.conditionText] : [])`,
  );
  const breakpoints = rules.flatMap((rule) => rule.match(/\d+(?=px)/g) ?? []).map(Number);
  const even = [...every(STEP, NARROWEST, FROM), ...every(WIDE_STEP, FROM, WIDEST)];
  const around = breakpoints.flatMap((width) => [width - 1, width, width + 1]);
  return [...new Set([...even, ...around])].filter((width) => width >= NARROWEST && width <= WIDEST).sort((
    a,
    b,
  ) => a - b);
}

const every = (step: number, from: number, to: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);

/** A program of the page's own. A pixel is cut into parts, hence the slack. */
const whatSticksOut = (slack: number): string =>
  `(() => {
  const found = [];
  const slack = ${slack};
  const say = (element, what) =>
    found.push(element.tagName.toLowerCase() + "#" + element.id + "." + element.getAttribute("class") + " " + what);
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  for (const element of document.body.querySelectorAll("*")) {
    const parent = element.parentElement;
    const isSeen = element.checkVisibility() && !element.closest(".unseen, svg, select, dialog:not([open])");
    const own = element.getBoundingClientRect();
    if (!isSeen || own.width === 0) continue;
    const { position, overflowX, display } = getComputedStyle(element);
    const floats = position === "absolute" || position === "fixed";
    const around = parent.getBoundingClientRect();
    if (own.right > innerWidth + 1 || own.left < -1) say(element, "is outside the window");
    if (!floats && own.width > around.width + slack) say(element, "is wider than its parent: " + own.width);
    const clips = overflowX !== "visible" || display === "inline" || element.matches("input, textarea");
    if (!clips && element.scrollWidth > element.clientWidth + slack) {
      say(element, "holds " + element.scrollWidth + " in its " + element.clientWidth);
    }
  }
  return found;
})()`;
