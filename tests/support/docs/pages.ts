import { filesUnder } from "../hook/sources.ts";

/** Pages in English, each of which has a twin in Chinese. */
export const ENGLISH: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...filesUnder("docs", ".md").filter((page) => !page.endsWith(".zh-CN.md") && !page.startsWith("docs/adr/")),
];

export const twinOf = (page: string): string => page.replace(/\.md$/, ".zh-CN.md");

export const DECISIONS: readonly string[] = filesUnder("docs/adr", ".md");

/** Everything that people read. */
export const PAGES: readonly string[] = [
  ...ENGLISH.flatMap((page) => [page, twinOf(page)]),
  "SECURITY.md",
  ...DECISIONS,
  ...filesUnder("src", ".md"),
];
