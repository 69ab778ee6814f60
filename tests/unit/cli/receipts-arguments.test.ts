import { describe, expect, test } from "vitest";
import { readReceiptsArguments } from "../../../src/cli/receipts-arguments.ts";

describe("the command line of npm run receipts", () => {
  test("asks for two days unless it says otherwise, and takes numbers one by one or from a file", () => {
    expect(readReceiptsArguments([])).toEqual({
      ok: true,
      value: { help: false, numbers: [], numbersFrom: undefined, days: 2, envFile: undefined },
    });
    const typed = [
      "--number",
      "+8613800000001",
      "--number",
      "+8613800000002",
      "--numbers-from",
      "-",
      "--days=30",
    ];
    expect(readReceiptsArguments(typed)).toMatchObject({
      value: { numbers: ["+8613800000001", "+8613800000002"], numbersFrom: "-", days: 30 },
    });
  });

  test.each([
    [["--days", "0"]],
    [["--days", "31"]],
    [["--days", "1e1"]],
    [["--days"]],
    [["--everything"]],
    [["8613800000009"]],
    [["--number"]],
    [["--help=8613800000009"]],
  ])("is refused in both languages, and not shown: %j", (args) => {
    const read = readReceiptsArguments(args);
    expect(read).toMatchObject({
      ok: false,
      error: { en: expect.stringMatching(/^Cannot /), zh: expect.stringMatching(/\p{Script=Han}/u) },
    });
    expect(JSON.stringify(read)).not.toContain("8613800000009");
  });
});
