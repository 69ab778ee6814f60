import { describe, expect, test } from "vitest";
import { publishedWords, withJsSpecifiers } from "../../../src/package/make/published-words.ts";

const words = (text: string) =>
  publishedWords(text, ["doctor", "build", "local-world", "ledger-migrate", "receipts"]);
const NPX = "npx supabase-aliyun-sms-hook";

describe("what a published command says", () => {
  test.each([
    ["npm run doctor", `${NPX} doctor`],
    ["npm run doctor -- --json", `${NPX} doctor --json`],
    ["`npm run build --`", `\`${NPX} build\``],
    ["请先运行 npm run ledger:migrate（或", `请先运行 ${NPX} ledger-migrate（或`],
    ["npm start", `${NPX} local-world`],
    ["npm start -- --release 2.186", `${NPX} local-world --release 2.186`],
    ["see: ${command} -- --help", "see: ${command} --help"],
    ["npm run receipts [-- --days 2]", `${NPX} receipts [--days 2]`],
  ])("is %j in the repository and %j in the package", (here, there) => {
    expect(words(here)).toBe(there);
  });

  test("leaves a script alone that the package has no command for", () => {
    expect(words("npm run bench -- --quick, npm run build:client")).toBe(
      "npm run bench -- --quick, npm run build:client",
    );
  });
});

test.each(["from", "import("])(
  "declarations name compiled files after %s, and packages as they are",
  (before) => {
    const [source, compiled] = ["ts", "js"].map((end) => `${before} "../a-b.${end}"`);
    expect(withJsSpecifiers(`${source}; ${before} "hono/ts"`)).toBe(`${compiled}; ${before} "hono/ts"`);
  },
);
