import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { givenNumbers } from "../../../src/cli/given-numbers.ts";
import { daysOf, RECEIPTS } from "../../../src/cli/receipts-arguments.ts";
import { readCommandLine } from "../../../src/command-line/read-command-line.ts";
import { UsageError } from "../../../src/command-line/usage-error.ts";

const folder = mkdtempSync(join(tmpdir(), "given-numbers-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const path = join(folder, "numbers.txt");
  writeFileSync(path, text);
  return path;
}

const read = (args: readonly string[]) => {
  const line = readCommandLine(RECEIPTS, args, {});
  return {
    days: daysOf(line),
    numbers: givenNumbers(line).map((readings) => readings.map(({ e164 }) => e164)),
  };
};

describe("the command line of npm run receipts", () => {
  test("asks for two days unless it says otherwise, and takes numbers one by one and from a file", () => {
    expect(read([])).toEqual({ days: 2, numbers: [] });
    const path = fileOf("\uFEFF+8613800000003\r\n\r\n  8613800000004\n");
    const typed = ["--number", "+8613800000001", "--number=0086 138-0000-0002"];
    expect(read([...typed, "--numbers-from", path, "--days=30"])).toEqual({
      days: 30,
      numbers: [["+8613800000001"], ["+8613800000002"], ["+8613800000003"], ["+8613800000004"]],
    });
  });

  test("takes a number of a file, where Auth writes no plus sign, for all that it may be", () => {
    expect(read(["--numbers-from", fileOf("13800000009")]).numbers)
      .toEqual([["+13800000009", "+8613800000009"]]);
  });

  test.each([
    [["--days", "0"]],
    [["--days", "31"]],
    [["--days", "1e1"]],
    [["--days"]],
    [["--everything"]],
    [["8613800000009"]],
    [["--8613800000009"]],
    [["--number"]],
    [["--help=8613800000009"]],
    [["--number", "139"]],
    [["--number", "861380000000"]],
    [["--number", "13800000009"]],
    [["--number", "8613800000009"]],
    [["--number", "+8613800000009", "--number", "8613800000009,8613800000008"]],
  ])("is refused in both languages, and not shown: %j", (args) => {
    expect(() => read(args)).toThrow(UsageError);
    expect(() => read(args)).toThrow(/^Cannot (?!.*13800000009).*\n(?!.*13800000009).*\p{Script=Han}/u);
  });

  test.each<[string, string, RegExp]>([
    ["a line that is no number", "+8613800000009\n\n139", /line 3 of .*\n.*第 3 行/],
    ["a heading", "phone\n+8613800000009", /line 1 of/],
    ["another column", "+8613800000009,2026-11-02", /line 1 of/],
    ["many such lines", "a\nb\nc\nd\ne\nf\n", /line 1, 2, 3, 4, 5, … of/],
  ])("refuses a file with %s, and names the line without what it holds", (_, text, where) => {
    const path = fileOf(text);
    expect(() => read(["--numbers-from", path])).toThrow(where);
    expect(() => read(["--numbers-from", path])).not.toThrow(/13800000009/);
  });

  test.each([["that is not there", "absent.txt", "ENOENT"], ["that is a folder", ".", "EISDIR"]])(
    "names a file %s",
    (_, name, code) => {
      const path = join(folder, name);
      expect(() => read(["--numbers-from", path])).toThrow(`Cannot read ${path} (${code})`);
    },
  );
});
