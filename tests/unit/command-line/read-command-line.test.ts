import { describe, expect, test } from "vitest";
import { readCommandLine } from "../../../src/command-line/read-command-line.ts";
import { readPort } from "../../../src/command-line/read-port.ts";
import { UsageError } from "../../../src/command-line/usage-error.ts";

const COMMAND = {
  name: "npm run thing",
  flags: { once: { type: "boolean" }, release: { type: "string" } },
  words: 1,
  help: { en: "help", zh: "帮助" },
} as const;
const read = (args: readonly string[], env = {}) => readCommandLine(COMMAND, args, env);

describe("a command's line", () => {
  test("is its flags, its words and its language", () => {
    expect(read(["--once", "--release", "2.186", "word"])).toEqual({
      flags: { once: true, release: "2.186" },
      words: ["word"],
      language: "en",
    });
    expect(read(["--release=-1", "--lang", "zh"])).toMatchObject({
      flags: { release: "-1" },
      language: "zh",
    });
    expect(read([], { LANG: "zh_CN.UTF-8" }).language).toBe("zh");
    expect(read(["--lang=en-GB"], { LANG: "zh_CN.UTF-8" }).language).toBe("en");
    expect(read(["--release", "-", "--once"]).flags).toEqual({ release: "-", once: true });
    expect(read(["-h"]).flags).toEqual({ help: true });
  });

  test("keeps every value of a flag that may be repeated, and the last of another", () => {
    const command = {
      ...COMMAND,
      flags: { number: { type: "string", multiple: true }, at: { type: "string" } },
    } as const;
    expect(readCommandLine(command, ["--number", "1", "--at=1", "--number=2", "--at=2"], {}).flags)
      .toEqual({ number: ["1", "2"], at: "2" });
    expect(readCommandLine(command, ["--number", "1"], {}).flags).toEqual({ number: ["1"] });
  });

  test.each([
    ["a flag that it does not know", ["--onec"], "--onec"],
    ["a short one", ["-x"], "-x"],
    ["a flag of every object", ["--toString"], "--toString"],
    ["a negated one", ["--no-once"], "--no-once"],
    ["a value where none belongs", ["--once=yes"], "--once"],
    ["no value where one belongs", ["--release"], "--release"],
    ["another flag in the value's place", ["--release", "--once"], "--release"],
    ["an empty value", ["--release="], "--release"],
    ["a word too many", ["one", "two"], "two"],
    ["a language that nothing is written in", ["--lang", "fr"], "--lang fr"],
    ["a language that only begins like one", ["--lang", "english"], "--lang english"],
  ])("is refused with %s, in both languages and with the way to the help", (_, args, named) => {
    expect(() => read(args)).toThrow(UsageError);
    expect(() => read(args)).toThrow(
      new RegExp(
        `^Cannot [^\\n]*${named}[^\\n]*; see: npm run thing -- --help\\n[^\\n]*${named}[^\\n]*，用法见 npm run thing -- --help$`,
      ),
    );
  });
});

test.each([
  "+8613800138000",
  "postgresql://me:hidden@db.example.com/postgres",
  "v1,whsec_aGlkZGVuLWhpZGRlbi1oaWRkZW4=",
])("%s in the place of a word or a flag is not shown", (secret) => {
  for (const args of [["one", secret], [`--${secret}`]]) {
    expect(() => read(args)).toThrow(/^Cannot read "?…/);
  }
});

test.each(["x", "-1", "65536", "1e3", " 80", "0x50", "123456"])("%s is no port", (given) => {
  expect(() => readPort("PORT=", given)).toThrow(
    `Cannot use PORT=${given}: a port is a number from 0 to 65535\n`,
  );
});

test("a port of 0 is for who takes any", () => {
  expect(readPort("PORT=", "0")).toBe(0);
  expect(() => readPort("--page-port ", "0", 1)).toThrow("--page-port 0: a port is a number from 1 to 65535");
});
