import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

// Node 20 takes an --env-file behind a script for its own, and ends with its own sentence where there is no such file.
test.each([
  ["doctor", 1, "env_file_missing"],
  ["setup", 2, "--auth"],
  ["hook", 1, "there is no such file"],
  ["ledger:migrate", 1, "there is no such file"],
  ["ledger:forget", 1, "there is no such file"],
  ["receipts", 1, "there is no such file"],
  ["console", 1, "there is no such file"],
])("npm run %s is asked about a file that is not there, and answers itself", (command, code, said) => {
  const file = join(mkdtempSync(join(tmpdir(), "absent-")), "new.env");
  const flags = command === "setup" ? ["--yes"] : command === "ledger:forget" ? ["+8613800138000"] : [];
  const { status, stdout, stderr } = spawnSync("npm", [
    "run",
    "-s",
    command,
    "--",
    "--env-file",
    file,
    ...flags,
  ], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], LANG: "en" },
  });
  expect(stdout + stderr).toContain(said);
  expect(status).toBe(code);
});
