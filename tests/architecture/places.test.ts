import { describe, expect, test } from "vitest";
import { linksOf } from "../support/docs/markdown.ts";
import { filesUnder, readText } from "../support/hook/sources.ts";

const placeOf = (path: string, depth: number): string =>
  path.split("/")[depth]?.replace(/(\.zh-CN)?\.md$/, "") ?? "";
// Rules for what watches a place are no place.
const files = [...new Set(filesUnder("deploy").map((path) => placeOf(path, 1)))].filter((one) =>
  one !== "alerts"
).sort();
const pages = [...new Set(filesUnder("docs/deploy").map((path) => placeOf(path, 2)))].sort();

describe("every place to run", () => {
  test("has its files and its page", () => {
    expect(files.length).toBeGreaterThan(5);
    expect(pages).toEqual(files);
  });

  test.each(pages)("%s is on the page that says which to choose, and links to its files", (place) => {
    expect(linksOf("docs/deploy.md").map(({ path }) => path)).toContain(`docs/deploy/${place}.md`);
    const linked = linksOf(`docs/deploy/${place}.md`).map(({ path }) => path);
    expect(linked.some((path) => path.startsWith(`deploy/${place}/`))).toBe(true);
  });

  test.each(pages)("%s is tested, switched on and left by the one safe order", (place) => {
    const anchors = linksOf(`docs/deploy/${place}.md`).map(({ anchor }) => anchor);
    expect(anchors).toContain("test-the-deployed-function");
    expect(readText(`docs/deploy/${place}.md`)).toMatch(/\bway back\b/i);
  });
});
