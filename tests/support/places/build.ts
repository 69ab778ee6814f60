import { unzipSync } from "fflate";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TargetName, targetOf } from "../../../src/cli/build-targets.ts";
import type { Extras } from "../../../src/cli/bundle-options.ts";
import { bundled } from "../programs/bundled.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** `npm run build -- …`, and what it printed. */
export function runBuild(...args: string[]) {
  const command = [bundled("src/cli/build.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Builds into a folder, in this process: a command of its own takes seconds to start. @returns the folder */
export async function build(target: TargetName, folder: string, extras: Extras = {}): Promise<string> {
  const { file, make } = targetOf(target);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), await make(extras));
  return folder;
}

/** @returns the names of what was in it */
export function unpack(archive: string, folder: string): string[] {
  const files = Object.entries(unzipSync(readFileSync(archive)));
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  return files.map(([name]) => name);
}
