// Reads vitest's reports for .ci/run.
// deno-lint-ignore-file no-console -- what it prints is read by .ci/run
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const [job, first, again, status] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

if (job === "failed-files") {
  for (const { name, status } of read(first).testResults) {
    if (status === "failed") console.log(relative("", name));
  }
} else {
  const { numPassedTests, numFailedTests, success } = read(first);
  const second = existsSync(again) ? read(again) : undefined;
  const stillFailed = second ? second.numFailedTests : numFailedTests;
  // A file that does not load has no test that could fail.
  const failed = stillFailed || (status === "0" && (second ?? { success }).success ? 0 : 1);
  const recovered = second ? numFailedTests - second.numFailedTests : 0;
  if (recovered > 0) console.log(`${recovered} of them failed beside other tests and passed alone`);
  console.log(`${numPassedTests + Math.max(0, recovered)} passed, ${failed} failed`);
}
