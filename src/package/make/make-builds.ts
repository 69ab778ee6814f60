import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TargetName, TARGETS } from "../../cli/build-targets.ts";
import { type Build, pathOf } from "../builds.ts";

/** Which extras make a difference to a target (src/cli/build-targets.ts). */
const EXTRAS: Readonly<Record<TargetName, { postgres: boolean; popCore: boolean; postgresAnyway?: true }>> = {
  "send-sms": { postgres: true, popCore: true },
  node: { postgres: false, popCore: true, postgresAnyway: true },
  "function-compute": { postgres: false, popCore: true, postgresAnyway: true },
  rds: { postgres: true, popCore: true },
  workers: { postgres: false, popCore: false },
};

/** Writes every file that `npm run build` can make, and a list of them. */
export async function makeBuilds(folder: string, words: (text: string) => string): Promise<void> {
  const builds: Build[] = [];
  for (const [target, { make, ...about }] of Object.entries(TARGETS)) {
    // Object.entries widens the names to string.
    const { postgres, popCore, postgresAnyway = false } = EXTRAS[target as TargetName];
    for (const withPostgres of postgres ? [false, true] : [false]) {
      for (const withPopCore of popCore ? [false, true] : [false]) {
        const build: Build = { target, withPostgres, withPopCore, postgresAnyway, ...about };
        const made = await make({ withPostgres, withPopCore });
        const path = join(folder, pathOf(build));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, typeof made === "string" ? words(made) : made);
        builds.push(build);
      }
    }
  }
  writeFileSync(join(folder, "index.json"), `${JSON.stringify(builds, null, 2)}\n`);
}
