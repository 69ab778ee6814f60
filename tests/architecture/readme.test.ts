import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { VARIABLES } from "../../src/hook/config-variables.ts";
import { REASONS } from "../../src/hook/gotrue/reasons.ts";
import { readText } from "../support/hook-sources.ts";

const READMES = ["README.md", "README.zh-CN.md"] as const;
const scripts = Object.keys(JSON.parse(readText("package.json")).scripts);

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
/** Code as it runs: without the comments, which are in the reader's language. */
const fences = (text: string): string[] =>
  [...text.matchAll(/```(?:sh|json|ts)\n([\s\S]*?)```/g)].map(([, code = ""]) =>
    code.replace(/(?:\s\/\/|\s#|\/\/).*$/gm, "").replace(/[ \t]+$/gm, "")
  );

test("both languages have the same sections, tables and code", () => {
  const [english, chinese] = READMES.map(readText);
  if (english === undefined || chinese === undefined) throw new Error("Cannot compare: a README is missing");
  for (const pattern of [/^## /gm, /^### /gm, /^\| /gm, /^!\[/gm]) {
    expect(count(chinese, pattern), String(pattern)).toBe(count(english, pattern));
  }
  expect(fences(chinese)).toEqual(fences(english));
});

describe.each(READMES)("%s", (readme) => {
  const text = readText(readme);

  test("names every variable and every name that is read instead", () => {
    for (const name of Object.values(VARIABLES).flat()) expect(text).toContain(`\`${name}`);
  });

  test.each(Object.entries(REASONS))("has the numbers of %s", (reason, { httpCode, codedStatus }) => {
    expect(text).toContain(`| \`${reason}\` | ${httpCode} | ${codedStatus} |`);
  });

  test("links to files that exist", () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) => target);
    for (const link of links.filter((target) => !target.startsWith("http"))) {
      expect(existsSync(new URL(`../../${link}`, import.meta.url)), link).toBe(true);
    }
  });

  test("links to sections that exist", () => {
    const sections = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title.toLowerCase().replaceAll(" ", "-")
    );
    const anchors = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
    for (const anchor of anchors) expect(sections).toContain(anchor);
  });

  test("mentions commands that exist", () => {
    const commands = [...text.matchAll(/npm (?:run )?([a-z:]+)(?=[ `\n])/g)].map(([, name = ""]) => name);
    for (const name of commands) expect([...scripts, "ci", "run"]).toContain(name);
  });
});
