import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withEnvFile } from "../../src/serve/env-file.ts";
import { runProgram, runSource } from "../support/local-world-process.ts";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unread-lines-"));
  file = join(folder, "function.env");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ["start of the Node server", "src/serve/node-main.ts", []],
  ["npm run hook", "src/cli/run-hook.ts", []],
  ["npm run ledger:migrate", "src/cli/ledger-migrate.ts", []],
  ["npm run ledger:forget", "src/cli/ledger-forget.ts", ["+8613900000012"]],
  ["npm run receipts", "src/cli/receipts.ts", []],
  ["npm run console", "src/console/serve.ts", ["--port", "0"]],
  ["npm run pump-simulation", "src/pump-simulation/index.ts", ["--traffic", "none.jsonl", "--guard", "off"]],
  ["npm start", "src/local-world/start-all.ts", ["--once"]],
])("%s", (_name, program, args) => {
  test("ends at a file with a line that is no NAME=value, says which and why, and shows nothing of it", async () => {
    writeFileSync(file, "# what is ours\nSMS_LIMIT_TOTAL: HUNTER2/1d\nSMS_PRICE_CN=0.045\nHUNTER2\n");
    const run = program === "src/cli/run-hook.ts" ? runSource : runProgram;
    // Node takes an --env-file behind a script for its own, unless -- stands before it.
    const line = program === "src/serve/node-main.ts" ? [`--env-file=${file}`] : [
      "--",
      ...args,
      `--env-file=${file}`,
    ];
    const running = run(program, line);
    expect(await running.exited).toBe(1);
    const said = running.stderr();
    expect(said).toContain(
      `Cannot read ${file}: no NAME=value stands on line 2 (a colon, as in YAML), line 4 (no =); such a line would not be ` +
        "read, nor the next one with it: write NAME=value",
    );
    expect(said).toContain(
      `无法读取 ${file}：第 2 行（冒号，像 YAML 那样）、第 4 行（没有 =）不是 NAME=value 的形式`,
    );
    expect(said + running.stdout()).not.toContain("HUNTER2");
  });
});

describe("a file of variables", () => {
  const read = (text: string) => {
    writeFileSync(file, text);
    return withEnvFile(file, {}).env;
  };

  test.each([
    ["YAML's colon", "SMS_LIMIT_TOTAL: 2/1d", "a colon, as in YAML"],
    ["YAML's colon before a value with an =", "SMS_LIMIT_TOTAL: a=b", "a colon, as in YAML"],
    ["a full-width equals sign", "SMS_LIMIT_TOTAL＝2/1d", "the full-width ＝"],
    ["a full-width colon", "SMS_LIMIT_TOTAL：2/1d", "the full-width ："],
    ["a word", "hello", "no ="],
    ["export without a value", "export SMS_LIMIT_TOTAL", "no ="],
    ["the command of another shell", "set SMS_LIMIT_TOTAL=2/1d", "before the = stands more than a name"],
    ["an item of a YAML list", "- SMS_LIMIT_TOTAL=2/1d", "before the = stands more than a name"],
  ])("with %s is not read", (_what, line, cause) => {
    for (const end of ["\n", "\r\n"]) {
      expect(() => read(`A=1${end}${line}${end}B=2${end}`)).toThrow(`stands on line 2 (${cause});`);
    }
  });

  test("with many such lines names the first", () => {
    expect(() => read("x\n".repeat(9))).toThrow(/on line 1 \(no =\), .*line 5 \(no =\), …; such/);
  });

  test.each([
    ["other programs' names", "a-b=1\n//npm.example/:_token=x\nB=2\n", { "a-b": "1", B: "2" }],
    ["a value of several lines", "A='x\ny: z\n' # end\nB=2\n", { A: "x\ny: z\n", B: "2" }],
    ["a quote that nothing closes", "A='x\nB=2\n", { A: "'x", B: "2" }],
    ["a comment that is indented, and a line of blanks", "A=1\n  # b: c\nB=2\n\t\nC=3\n", {
      A: "1",
      B: "2",
      C: "3",
    }],
    ["export, blanks, a mark of Windows and comments", "\uFEFF export\tA = 1\r\n\r\n  # b: c\r\nB=2", {
      A: "1",
      B: "2",
    }],
  ])("with %s is read", (_what, text, env) => {
    expect(read(text)).toMatchObject(env);
  });

  test("is searched for such lines behind a quote that nothing closes, too", () => {
    expect(() => read("A='x\nhello\nB=2\n")).toThrow("stands on line 2 (no =);");
  });
});
