import { describe, expect, test } from "vitest";
import { receiptCodes } from "../../src/hook/aliyun/codes/receipts.ts";
import { providerCodes } from "../../src/hook/aliyun/error-codes.ts";
import { CAUSE_HINTS } from "../../src/hook/log/hints.ts";
import { KINDS } from "../../src/operator/doctor/kinds/all.ts";
import * as questions from "../../src/operator/setup/questions.ts";
import { proseIn } from "../support/docs/markdown.ts";
import { ENGLISH, twinOf } from "../support/docs/pages.ts";
import { readText } from "../support/hook/sources.ts";

interface Text {
  readonly en: string;
  readonly zh: string;
}
const asked: readonly unknown[] = Object.values(questions);
const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "en" in value;
const SENTENCES: readonly Text[] = [
  ...providerCodes(),
  ...receiptCodes(),
  ...Object.values(CAUSE_HINTS),
  ...Object.values(KINDS).flatMap((kind) => [kind, kind.remedy]),
  ...asked.filter(isText),
];

describe("what operators read", () => {
  test("calls the name in 【】 a signature in English, as Alibaba Cloud does", () => {
    expect(SENTENCES.length).toBeGreaterThan(100);
    const sign = /\b(?:an?|the|own|bundled|approved|another) signs?\b(?!-)/i;
    expect(SENTENCES.map(({ en }) => en).filter((en) => sign.test(en))).toEqual([]);
  });

  test("of the commands addresses its reader in Chinese as 您", () => {
    expect(SENTENCES.map(({ zh }) => zh).filter((zh) => zh.includes("你"))).toEqual([]);
  });

  test.each(ENGLISH.map(twinOf))("in %s addresses its reader as 你", (page) => {
    // An SMS that is quoted speaks to somebody else.
    const prose = proseIn(readText(page)).replaceAll(/`[^`]*`/g, "");
    expect(prose.match(/.{0,10}您.{0,10}/g) ?? []).toEqual([]);
  });
});
