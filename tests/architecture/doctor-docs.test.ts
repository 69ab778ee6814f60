import { describe, expect, test } from "vitest";
import { KINDS } from "../../src/operator/doctor/kinds/all.ts";
import { anchorsIn, codesIn, rowsIn } from "../support/docs/markdown.ts";
import { findingRows } from "../support/doctor/finding-rows.ts";
import { readText } from "../support/hook/sources.ts";

const idsIn = (page: string) =>
  rowsIn(readText(page)).filter((cells) => /^`[a-z0-9_]+`$/.test(cells[0] ?? "")).map(([cell]) =>
    codesIn(cell)[0]
  );

describe.each([["docs/doctor.md", "en"], ["docs/doctor.zh-CN.md", "zh"]] as const)("%s", (page, language) => {
  test("lists every finding once, in the order of gravity's ties, and no other", () => {
    expect(idsIn(page)).toEqual(Object.keys(KINDS));
  });

  test("says of each what the doctor says", () => {
    const lines = new Set(readText(page).split("\n"));
    expect(findingRows(KINDS, language).filter((row) => !lines.has(row))).toEqual([]);
  });
});

test("every finding links to a page and a section that are there", () => {
  const dead = Object.entries(KINDS).filter(([, { docs }]) => {
    const [page = "", anchor] = docs.split("#");
    return anchor !== undefined && !anchorsIn(readText(page)).includes(anchor);
  });
  expect(dead.map(([id, { docs }]) => `${id}: ${docs}`)).toEqual([]);
});

test("every finding says what, and what mends it, in both languages", () => {
  const silent = Object.entries(KINDS).filter(([, kind]) =>
    [kind.en, kind.remedy.en].some((text) =>
      !/[a-z]/.test(text.replaceAll(/\{\w+\}/g, "")) && !/\{hint\}|\{problem\}/.test(text)
    ) ||
    [kind.zh, kind.remedy.zh].some((text) =>
      !/\p{Script=Han}/u.test(text) && !/\{hint\}|\{problem\}|^chmod/.test(text)
    )
  );
  expect(silent.map(([id]) => id)).toEqual([]);
});
