import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProgram } from "../support/local-world-process.ts";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unread-names-"));
  file = join(folder, "function.env");
  writeFileSync(
    file,
    "SMS_LEDGER_URL=x\nSMS_PRICE=0.3\nSMS_PRIC_CN=0.045\nALIYUN_ACESS_KEY_ID=x\nSMS_GAURDS=\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ["ledger:migrate", "src/cli/ledger-migrate.ts", []],
  ["ledger:forget", "src/cli/ledger-forget.ts", ["+8613900000012"]],
  ["receipts", "src/cli/receipts.ts", []],
  ["console", "src/console/serve.ts", ["--port", "0"]],
])("npm run %s", (_name, program, args) => {
  const saysIn = async (LANG: string) => {
    const running = runProgram(program, ["--", ...args, "--env-file", file], { LANG, SMS_SIGN_NAME: "x" });
    expect(await running.exited).toBe(1);
    return running.stderr();
  };

  test("says of each name like the function's that nobody reads it, and what is meant where that is near", async () => {
    const said = await saysIn("en_US.UTF-8");
    for (const name of ["SMS_LEDGER_URL", "SMS_PRICE"]) {
      expect(said).toMatch(
        new RegExp(`^${name} is not read: nothing here has such a name, nor one near`, "m"),
      );
    }
    expect(said).toMatch(/^SMS_PRIC_CN is not read: SMS_PRICE_CN may be meant$/m);
    expect(said).toMatch(/^ALIYUN_ACESS_KEY_ID is not read: ALIYUN_ACCESS_KEY_ID may be meant$/m);
    expect(said).toMatch(/^SMS_SIGN_NAME is not read: it is called ALIYUN_SMS_SIGN_NAME here$/m);
    expect(said).not.toContain("SMS_GAURDS");
  });

  test("says so in Chinese too", async () => {
    const said = await saysIn("zh_CN.UTF-8");
    expect(said).toMatch(/^SMS_LEDGER_URL 不会被读取：没有此名称的变量，也没有相近的/m);
    expect(said).toMatch(/^SMS_PRIC_CN 不会被读取：是否应为 SMS_PRICE_CN？$/m);
    expect(said).toMatch(/^SMS_SIGN_NAME 不会被读取：此处的名称为 ALIYUN_SMS_SIGN_NAME$/m);
  });
});
