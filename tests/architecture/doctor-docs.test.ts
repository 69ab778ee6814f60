import { describe, expect, test } from "vitest";
import { finding } from "../../src/operator/doctor/finding.ts";
import { KINDS } from "../../src/operator/doctor/kinds/all.ts";
import { printReport } from "../../src/operator/doctor/print-report.ts";
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

describe.each([["en", /^docs\/[\w-]+\.md$/], ["zh", /^docs\/[\w-]+\.zh-CN\.md$/]] as const)(
  "every finding in %s",
  (language, ofLanguage) => {
    test("links to a page of that language and a section that is there", () => {
      const dead = Object.entries(KINDS).map(([id, { docs }]) => ({ id, link: docs[language] }))
        .filter(({ link }) => {
          const [page = "", anchor] = link.split("#");
          if (!ofLanguage.test(page)) return true;
          const sections = anchorsIn(readText(page));
          return anchor !== undefined && !sections.includes(anchor);
        });
      expect(dead).toEqual([]);
    });
  },
);

test("every finding links to the same page and the same section in both languages", () => {
  const placeOf = (link: string) => {
    const [page = "", anchor] = link.split("#");
    return {
      page: page.replace(".zh-CN.md", ".md"),
      section: anchor === undefined ? undefined : anchorsIn(readText(page)).indexOf(anchor),
    };
  };
  const apart = Object.entries(KINDS).filter(([, { docs }]) =>
    JSON.stringify(placeOf(docs.en)) !== JSON.stringify(placeOf(docs.zh))
  );
  expect(apart.map(([id, { docs }]) => `${id}: ${docs.en} ${docs.zh}`)).toEqual([]);
});

test("a report in Chinese names the Chinese section", () => {
  const report = { ok: false, findings: [finding("variable_wrong", "SMS_GUARD")] };
  expect(printReport(report, "zh")).toContain("docs/configuration.zh-CN.md#变量\n");
  expect(printReport(report, "en")).toContain("docs/configuration.md#variables\n");
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
