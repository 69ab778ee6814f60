import { expect, test } from "vitest";
import { filesUnder, localImportsOf, packagesOf } from "../support/hook/sources.ts";

const SLOW = [
  "node:child_process",
  "node:worker_threads",
  "node:cluster",
  "playwright-core",
  "@sparticuz/chromium",
];

test.each(["tests/unit", "tests/architecture"])(
  "%s reaches nothing that starts a process or a browser",
  (folder) => {
    const reached = new Set(filesUnder(folder, ".ts"));
    expect(reached.size).toBeGreaterThan(5);
    // A Set visits what is added to it meanwhile.
    for (const path of reached) {
      for (const to of localImportsOf(path)) {
        if (to.endsWith(".ts")) reached.add(to);
      }
    }
    expect([...reached].filter((path) => packagesOf(path).some((name) => SLOW.includes(name)))).toEqual([]);
  },
);
