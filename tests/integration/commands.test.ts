import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runProgram, runSource } from "../support/local-world-process.ts";

const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** What npm runs of ours; formatter, linter and test runner have a help of their own. */
const COMMANDS = [
  "start",
  "hook",
  "demo",
  "emulator:aliyun",
  "emulator:auth",
  "build",
  "plans",
  "console",
  "pump-simulation",
  "ledger:migrate",
  "ledger:forget",
  "receipts",
  "bench",
  "setup",
  "doctor",
  "send-test",
  "test:nodes",
];
/** What npm runs, with what it puts before a person's own flags. */
function commandOf(name: string, flags: readonly string[]): [program: string, args: string[]] {
  const [, program = "", before] = /^tsx (\S+)( --)?$/.exec(scripts[name]) ?? [];
  return [program, [...(before ? ["--"] : []), ...flags]];
}
/** The one whose functions others import asks whether it is the program that was started, by its source's path. */
const bundledOrNot = (name: string) => name === "plans" ? runSource : runProgram;
const typed = (name: string): string => name === "start" ? "npm start" : `npm run ${name}`;

// Each is a process of its own.
describe.each(COMMANDS)("npm run %s", { timeout: 60_000 }, (name) => {
  test("--help says what it does, in the terminal's language, and does nothing", async () => {
    // By way of tsx: each starts like that, too.
    const running = runSource(...commandOf(name, ["--help"]), { LANG: "zh_CN.UTF-8" });
    expect(await running.exited, running.stderr()).toBe(0);
    expect(running.stdout()).toMatch(new RegExp(`^${typed(name)}\\b`));
    expect(running.stdout()).toMatch(/[\p{Script=Han}]{4}/u);
    expect(running.stdout()).toMatch(/^ +--lang /m);
    expect(running.stderr()).toBe("");
  });

  test("refuses a flag that it does not know and says where the help is", async () => {
    const running = bundledOrNot(name)(...commandOf(name, ["--prot", "1"]));
    expect(await running.exited).toBe(2);
    expect(running.stderr()).toBe(
      `Cannot read --prot: there is no such flag; see: ${typed(name)} -- --help\n` +
        `没有参数 --prot，用法见 ${typed(name)} -- --help\n`,
    );
    expect(running.stdout()).toBe("");
  });
});

test.each(["emulator:aliyun", "emulator:auth"])("npm run %s refuses a PORT that is none", async (name) => {
  const running = runProgram(...commandOf(name, []), { PORT: "many" });
  expect(await running.exited).toBe(1);
  expect(running.stderr()).toMatch(
    /^Cannot use PORT=many: a port is a number from 0 to 65535\nPORT=many 无效/,
  );
});
