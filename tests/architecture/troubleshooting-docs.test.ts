import { describe, expect, test } from "vitest";
import type { CodeNote } from "../../src/hook/aliyun/codes/code-note.ts";
import { receiptCodes } from "../../src/hook/aliyun/codes/receipts.ts";
import { providerCodes } from "../../src/hook/aliyun/error-codes.ts";
import { reasonOf, REASONS } from "../../src/hook/gotrue/reasons.ts";
import { codesIn, rowsIn, sectionsIn } from "../support/docs/markdown.ts";
import { codeOf, filesUnder, readText } from "../support/hook/sources.ts";

/** What the app hears of a code; of an unconfirmed one nothing. */
const heardOf = ({ verdict, codes: [code = ""] }: CodeNote): string =>
  verdict === "unconfirmed"
    ? "unconfirmed"
    : reasonOf({ reason: "rejected", outcome: { status: "rejected", category: verdict, code } });

interface Page {
  readonly language: "en" | "zh";
  readonly page: string;
  /** The section whose subsections have the tables of Alibaba Cloud's codes. */
  readonly codes: string;
  /** The sections that list causes and codes of the hook's own. */
  readonly own: readonly string[];
  /** The section with what the function says when it does not start. */
  readonly start: string;
  /** The section with the codes of receipts. */
  readonly receipts: string;
  /** The section with the texts of Auth. */
  readonly app: string;
}
const PAGES: readonly Page[] = [
  {
    language: "en",
    page: "docs/troubleshooting.md",
    codes: "Codes of Alibaba Cloud",
    own: ["What this function refuses", "When Alibaba Cloud does not answer"],
    start: "It does not start",
    receipts: "Accepted, but nothing arrives",
    app: "What the app says",
  },
  {
    language: "zh",
    page: "docs/troubleshooting.zh-CN.md",
    codes: "阿里云的错误码",
    own: ["被本函数拒绝", "阿里云没有响应"],
    start: "无法启动",
    receipts: "已接受，却没有收到",
    app: "应用显示的错误",
  },
];

/** What stands under a heading, up to the next one of its level. */
function subsectionsOf(page: string, title: string) {
  const sections = sectionsIn(readText(page));
  const start = sections.findIndex((section) => section.title === title);
  const end = sections.findIndex(({ level }, i) => i > start && level <= (sections[start]?.level ?? 0));
  return sections.slice(start + 1, end === -1 ? undefined : end);
}

const textOf = (...folders: string[]) =>
  folders.flatMap((folder) => filesUnder(folder, ".ts")).map(codeOf).join("\n");

/** What is written in the first cells of a section's table, without the head. */
const firstCellsOf = (page: string, title: string) =>
  sectionsIn(readText(page)).filter((section) => section.title === title)
    .flatMap(({ text }) => rowsIn(text).slice(1).map(([cell = ""]) => cell));

/** The fixed parts of a text that ends or goes on with a value: `…`, or a status. */
const partsOf = (text: string) => text.split(/…|\b4(?:\d\d|7x)$/).map((part) => part.trim()).filter(Boolean);

describe.each(PAGES)("$page", ({ language, page, codes, own, start, receipts, app }) => {
  const tables = subsectionsOf(page, codes);

  test("explains every code that the hook knows in the words of its log, under what the app hears of it", () => {
    const documented = tables.flatMap(({ text }) => {
      const intro = text.slice(0, text.indexOf("|"));
      const heard = codesIn(intro).find((code) => code in REASONS || code === "unconfirmed");
      return rowsIn(text).slice(1).map(([cell, words = ""]) => [heard, codesIn(cell).join(), words]);
    });
    const known = providerCodes().map((note) => [heardOf(note), note.codes.join(), note[language]]);
    expect(documented.sort()).toEqual(known.sort());
  });

  test("explains every code of receipts in the words of the log", () => {
    const documented = sectionsIn(readText(page)).filter(({ title }) => title === receipts)
      .flatMap(({ text }) => rowsIn(text).slice(1).map(([cell, words]) => [codesIn(cell).join(), words]));
    expect(documented).toEqual(receiptCodes().map((note) => [note.codes.join(), note[language]]));
  });

  test("lists causes and codes of the hook's own that are in its sources", () => {
    const sources = textOf("src/hook");
    const listed = own.flatMap((title) => firstCellsOf(page, title)).flatMap(codesIn)
      // The names of the log's fields stand beside them.
      .filter((code) => code !== "code" && code !== "cause" && code !== "status");
    expect(listed.length).toBeGreaterThan(20);
    expect(listed.flatMap(partsOf).filter((part) => !sources.includes(part))).toEqual([]);
  });

  test("shows what the function says when it does not start as it says it", () => {
    const sources = textOf("src", "supabase");
    // The CLI's own words are held by tests/integration/deploy-docs.test.ts.
    const said = firstCellsOf(page, start).filter((cell) => !cell.includes("CLI")).flatMap(codesIn);
    expect(said.length).toBeGreaterThan(2);
    expect(said.flatMap(partsOf).filter((part) => !sources.includes(part))).toEqual([]);
  });

  test("shows the texts of Auth as its emulator and the client know them", () => {
    const sources = textOf("src/emulator/gotrue", "src/client");
    const shown = firstCellsOf(page, app).flatMap(codesIn);
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.flatMap(partsOf).filter((part) => !sources.includes(part))).toEqual([]);
  });
});

describe.each(["README.md", "README.zh-CN.md"])("%s", (page) => {
  test("gives every reason the statuses that the hook answers with", () => {
    const documented = rowsIn(readText(page)).flatMap(([reason, status, coded]) => {
      const [name] = codesIn(reason);
      return name?.startsWith("sms_") ? [[name, Number(status), Number(coded)]] : [];
    });
    const answered = Object.entries(REASONS).map(([name, one]) => [name, one.httpCode, one.codedStatus]);
    expect(documented).toEqual(answered);
  });
});
