import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  anchorsIn,
  codeIn,
  codesIn,
  linksOf,
  proseIn,
  rowsIn,
  scriptsIn,
  sectionsIn,
  sourcesIn,
} from "../support/docs/markdown.ts";
import { DECISIONS, ENGLISH, PAGES, twinOf } from "../support/docs/pages.ts";
import { filesUnder, readText } from "../support/hook/sources.ts";

const fileExists = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));
const READMES = ["README.md", "README.zh-CN.md"];

describe.each(PAGES)("%s", (page) => {
  test("links to files and pictures that are there", () => {
    expect(linksOf(page).filter(({ path }) => !fileExists(path)).map(({ target }) => target)).toEqual([]);
  });

  test("links to sections that are there", () => {
    const missing = linksOf(page).filter(({ path, anchor }) =>
      anchor !== undefined && fileExists(path) && !anchorsIn(readText(path)).includes(anchor)
    );
    expect(missing.map(({ target }) => target)).toEqual([]);
  });

  test("names only commands that package.json has", () => {
    const scripts = Object.keys(JSON.parse(readText("package.json")).scripts);
    expect(scriptsIn(readText(page)).filter((script) => !scripts.includes(script))).toEqual([]);
  });

  test("has something under every heading", () => {
    // A heading with headings of its own under it may stand alone.
    const sections = sectionsIn(readText(page));
    const empty = sections.filter(({ level, text }, i) =>
      text.trim() === "" && (sections[i + 1]?.level ?? 0) <= level && codeUnder(page, i) === 0
    );
    expect(empty.map(({ title }) => title)).toEqual([]);
  });

  test("gives no two sections one anchor", () => {
    const anchors = anchorsIn(readText(page));
    expect(anchors).toEqual([...new Set(anchors)]);
  });
});

/** How many code blocks a section has: its prose may be nothing else. */
const codeUnder = (page: string, index: number): number =>
  codeIn(readText(page).split(/^(?=#+ )/m).filter((part) => /^#+ /.test(part))[index] ?? "").length;

describe.each(ENGLISH)("%s and its twin in Chinese", (english) => {
  const chinese = twinOf(english);
  const [en, zh] = [english, chinese].map((page) => fileExists(page) ? readText(page) : "") as [
    string,
    string,
  ];

  test("name each other before anything else", () => {
    for (const [page, other] of [[english, chinese], [chinese, english]] as const) {
      expect(linksOf(page)[0]?.path).toBe(other);
    }
  });

  test("have sections of the same levels in the same order", () => {
    const levelsIn = (markdown: string) => sectionsIn(markdown).map(({ level }) => level);
    expect(levelsIn(zh)).toEqual(levelsIn(en));
  });

  test("have under each heading as many table rows, points and steps", () => {
    const shapeOf = (markdown: string) =>
      sectionsIn(markdown).map(({ text }) => ({
        rows: rowsIn(text).map((cells) => cells.length),
        points: text.match(/^ *- /gm)?.length ?? 0,
        steps: text.match(/^ *\d+\. /gm)?.length ?? 0,
      }));
    expect(shapeOf(zh)).toEqual(shapeOf(en));
  });

  test("show the same code, apart from its comments", () => {
    expect(codeIn(zh)).toEqual(codeIn(en));
  });

  test("name the same variables, codes and commands under each heading", () => {
    const namesIn = (markdown: string) =>
      sectionsIn(markdown).map(({ text }) =>
        // A sentence between backticks is in the page's own language; a name or a command is not.
        [...new Set(codesIn(text))].filter((code) => /^([\w.:*{}/,=<>-]+|(npm|npx|docker) .+)$/.test(code))
          .sort()
      );
    expect(namesIn(zh)).toEqual(namesIn(en));
  });

  test("link to the same places, each in its language", () => {
    const targetsOf = (page: string) =>
      [...new Set(linksOf(page).map(({ path }) => path.replace(".zh-CN.md", ".md")))]
        // A picture may show the page's own language.
        .filter((path) => !path.startsWith("docs/assets/")).sort();
    expect(targetsOf(chinese)).toEqual(targetsOf(english));
    expect(sourcesIn(zh)).toEqual(sourcesIn(en));
    const foreign = linksOf(chinese).slice(1).filter(({ path }) => ENGLISH.includes(path));
    expect(foreign.map(({ target }) => target)).toEqual([]);
  });
});

describe.each(READMES)("%s", (page) => {
  test("can be read in one go: 130 lines at most", () => {
    expect(readText(page).trimEnd().split("\n").length).toBeLessThanOrEqual(130);
  });

  test("prints no number of tests, which the next commit would make a lie", () => {
    expect(readText(page)).not.toMatch(/\d+ passed|\d[\d,]* (tests|项测试|个测试)/i);
  });

  test("shows one picture", () => {
    expect(readText(page).match(/<img |!\[/g)).toHaveLength(1);
  });
});

describe("every page", () => {
  test("is in the list of documents", () => {
    const listed = linksOf("docs/README.md").map(({ path }) => path);
    expect(ENGLISH.filter((page) => page !== "docs/README.md" && !listed.includes(page))).toEqual([]);
  });

  test("in Chinese has an original", () => {
    const pages = ["README.zh-CN.md", "CONTRIBUTING.zh-CN.md", ...filesUnder("docs", ".zh-CN.md")];
    expect(pages.filter((page) => !ENGLISH.map(twinOf).includes(page))).toEqual([]);
  });

  test("of the decisions is listed with the architecture, by its title", () => {
    const titleOf = (page: string) => /^# (.+)$/m.exec(readText(page))?.[1];
    const listed = [...proseIn(readText("docs/architecture.md")).matchAll(/^- \[(.+)\]\((adr\/.+)\)$/gm)];
    expect(listed.map(([, title, path]) => [`docs/${path}`, title]))
      .toEqual(DECISIONS.map((page) => [page, titleOf(page)]));
  });

  test("calls the name in 【】 a signature in English, as Alibaba Cloud does", () => {
    const signs = ENGLISH.flatMap((page) =>
      [
        ...proseIn(readText(page)).replace(/`[^`]*`/g, "").matchAll(
          /\b(?:an?|the|own|bundled) signs?\b(?!-)/gi,
        ),
      ]
        .map(([words]) => `${page}: ${words}`)
    );
    expect(signs).toEqual([]);
  });
});

test.each([
  ["docs/spend.md", "What caps it", "docs/deploy.md", "What stops a bill"],
  ["docs/spend.zh-CN.md", "哪些设置能封顶", "docs/deploy.zh-CN.md", "怎样不被刷爆账单"],
])("whatever caps the bill in %s under %j is set where %s says under %j", (spend, caps, deploy, where) => {
  const under = (page: string, title: string) =>
    sectionsIn(readText(page)).find((section) => section.title === title)?.text ?? "";
  const named = rowsIn(under(spend, caps)).flatMap(([cap]) => codesIn(cap));
  expect(named.length).toBeGreaterThan(9);
  expect(named.filter((name) => !under(deploy, where).includes(name))).toEqual([]);
});
