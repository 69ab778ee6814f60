import { describe, expect, test } from "vitest";
import { ENGLISH } from "../../../src/console/page/texts-en.ts";
import { CHINESE } from "../../../src/console/page/texts-zh.ts";
import { TERMINAL } from "../../../src/console/terminal-texts.ts";

/** Every text with its path; one that takes words is given some. */
function textsIn(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value(...Array(value.length).fill("7")))]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => textsIn(one, `${path}.${name}`));
}

/** Names that are the same in every language, a dash, and words that are given. */
const SAME = new Set([
  ".none",
  ".requests.steps.auth",
  ".requests.steps.hook",
  ".otherLanguage",
  ".controls.madeBy",
  ".requests.step",
]);

describe.each([
  ["page", ENGLISH, CHINESE],
  ["terminal", TERMINAL.en, TERMINAL.zh],
])("the texts of the %s", (_, english, chinese) => {
  const en = textsIn(english);
  const zh = textsIn(chinese);

  test("are the same in number and place", () => {
    expect(zh.map(([path]) => path)).toEqual(en.map(([path]) => path));
  });

  test("are English in English and Chinese in Chinese", () => {
    expect(en.filter(([path, text]) => /[一-鿿]/.test(text) && !SAME.has(path))).toEqual([]);
    expect(zh.filter(([path, text]) => !/[一-鿿]/.test(text) && !SAME.has(path))).toEqual([]);
  });

  test("have no half-width punctuation behind a Chinese word", () => {
    expect(zh.filter(([, text]) => /[一-鿿][:,;!?]/.test(text))).toEqual([]);
  });

  test("keep what they are given", () => {
    const given = (texts: [string, string][]) =>
      texts.filter(([, text]) => text.includes("7")).map(([path]) => path);
    expect(given(zh)).toEqual(given(en));
  });
});
