import { unzipSync } from "fflate";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TargetName } from "../../../src/cli/build-targets.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** `npm run build -- --target <target>`, and what it printed. */
export function runBuild(...args: string[]) {
  const command = ["--import", "tsx", "src/cli/build.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Builds into a folder. @returns the folder */
export function build(target: TargetName, folder: string, ...flags: string[]): string {
  const { status, stderr } = runBuild("--target", target, "--out", folder, ...flags);
  if (status !== 0) throw new Error(stderr);
  return folder;
}

/** @returns the names of what was in it */
export function unpack(archive: string, folder: string): string[] {
  const files = Object.entries(unzipSync(readFileSync(archive)));
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  return files.map(([name]) => name);
}
