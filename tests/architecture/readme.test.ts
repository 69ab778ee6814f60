import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { VARIABLES } from "../../src/hook/config/variables.ts";
import { REASONS } from "../../src/hook/gotrue/reasons.ts";
import { filesUnder, readText } from "../support/hook/sources.ts";

const READMES = ["README.md", "README.zh-CN.md"];
const PAGES = [...READMES, "CONTRIBUTING.md", "SECURITY.md", ...filesUnder("docs", ".md")];

const FENCE = /^[ \t]*```(\w*)\n([\s\S]*?)^[ \t]*```[ \t]*$/gm;
const proseOf = (page: string) => readText(page).replace(FENCE, "");

const headingsOf = (page: string) =>
  [...proseOf(page).matchAll(/^(#+) +(.+)$/gm)].map(([, hashes = "", text = ""]) => ({
    level: hashes.length,
    text,
  }));

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-");

/** Code as it runs: without indentation, empty lines and comments, which each language has in its own words. */
function codeOf(language: string, body: string): string {
  const comment = { sh: /(^|\s)#.*$/gm, ts: /(^|\s)\/\/.*$/gm }[language];
  return (comment ? body.replace(comment, "") : body)
    .split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
}

/** Every fence in its order; of what a command prints only that it is there, because it speaks the user's language. */
const fencesOf = (page: string) =>
  [...readText(page).matchAll(FENCE)].map(([, language = "", body = ""]) => ({
    language,
    code: language === "text" ? "" : codeOf(language, body),
  }));

const rowsOf = (page: string) =>
  proseOf(page).split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));

const codesIn = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
const namesIn = (cell?: string) =>
  codesIn(cell).flatMap((code) => /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?:=|$)/.exec(code)?.[1] ?? []);

/** The rows of the configuration table, known by a first cell that holds variables and by their four columns. */
const configurationOf = (page: string) =>
  rowsOf(page)
    .filter((cells) => cells.length === 4 && namesIn(cells[0]).length > 0)
    .map(([names, , byDefault, aliases]) => ({
      names: namesIn(names),
      byDefault: codesIn(byDefault),
      aliases: namesIn(aliases),
    }));

const commandsIn = (page: string) =>
  [...readText(page).matchAll(/\bnpm (?:run (?:-s )?([a-z][\w:-]*)|(start|test)\b)/g)]
    .map(([, script, short]) => script ?? short ?? "");

const linksOf = (page: string) =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = "", anchor] = decodeURI(target).split("#");
      return { target, path: path ? posix.join(posix.dirname(page), path) : page, anchor };
    });

const fileExists = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));

describe("the READMEs in English and Chinese", () => {
  const [english = "", chinese = ""] = READMES;

  test("name each other", () => {
    expect(linksOf(english).map(({ path }) => path)).toContain(chinese);
    expect(readText(chinese).split("\n")[0]).toBe(`[English](${english})`);
  });

  test("have the same sections at the same levels, in the same order", () => {
    const levels = headingsOf(english).map(({ level }) => level);
    expect(levels.length).toBeGreaterThan(10);
    expect(headingsOf(chinese).map(({ level }) => level)).toEqual(levels);
  });

  test("have something under every heading", () => {
    for (const page of READMES) {
      const empty = readText(page).split(/^(?=#+ )/m).filter((section) =>
        section.replace(/^#.*|<!--[\s\S]*?-->/gm, "").trim() === ""
      );
      expect(empty).toEqual([]);
    }
  });

  test("show the same code, apart from its comments", () => {
    expect(fencesOf(english).length).toBeGreaterThan(8);
    expect(fencesOf(chinese)).toEqual(fencesOf(english));
  });

  test("name the same commands", () => {
    const inOrder = (page: string) => [...new Set(commandsIn(page))].sort();
    expect(inOrder(chinese)).toEqual(inOrder(english));
  });

  test("give every variable the same default and the same other names", () => {
    expect(configurationOf(chinese)).toEqual(configurationOf(english));
  });
});

describe.each(READMES)("%s", (page) => {
  test("holds JSON that can be parsed", () => {
    const json = fencesOf(page).filter(({ language }) => language === "json");
    expect(json.length).toBeGreaterThan(0);
    for (const { code } of json) expect(() => JSON.parse(code)).not.toThrow();
  });

  test("lists exactly the variables that the hook reads", () => {
    const { bundled, ...settings } = VARIABLES;
    const documented = configurationOf(page).flatMap(({ names }) => names);
    expect(documented.toSorted()).toEqual(Object.values(settings).map(([name]) => name).toSorted());
    // Documented as what it amounts to: another way to choose the API.
    expect(configurationOf(page).find(({ names }) => names.includes(settings.api[0]))?.aliases)
      .toEqual([...bundled]);
  });

  test("lists beside each variable exactly the other names that are read", () => {
    const { bundled, ...settings } = VARIABLES;
    const aliases = new Map<string, readonly string[]>(
      Object.values(settings).map(([name, ...others]) => [name, others]),
    );
    aliases.set(settings.api[0], bundled);
    for (const row of configurationOf(page)) {
      const read = row.names.flatMap((name) => aliases.get(name) ?? []);
      expect([row.names, row.aliases.toSorted()]).toEqual([row.names, read.toSorted()]);
    }
  });

  test("gives every reason the statuses that the hook answers with", () => {
    const documented = rowsOf(page).flatMap(([reason = "", status, coded]) => {
      const [, name] = /^`(sms_\w+)`$/.exec(reason) ?? [];
      return name === undefined ? [] : [[name, Number(status), Number(coded)]];
    });
    const answered = Object.entries(REASONS).map(([name, one]) => [name, one.httpCode, one.codedStatus]);
    expect(documented).toEqual(answered);
  });
});

describe.each(PAGES)("%s", (page) => {
  test("links to files that are there", () => {
    expect(linksOf(page).filter(({ path }) => !fileExists(path)).map(({ target }) => target)).toEqual([]);
  });

  test("links to sections that are there", () => {
    const missing = linksOf(page).filter(({ path, anchor }) =>
      anchor !== undefined && path.endsWith(".md") && fileExists(path) &&
      !headingsOf(path).some(({ text }) => anchorOf(text) === anchor)
    );
    expect(missing.map(({ target }) => target)).toEqual([]);
  });

  test("names only commands that package.json has", () => {
    const scripts = Object.keys(JSON.parse(readText("package.json")).scripts);
    expect(commandsIn(page).filter((script) => !scripts.includes(script))).toEqual([]);
  });
});
