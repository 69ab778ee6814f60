import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Something that npm may have installed or not: beside this file, else in the folder that a command is run in, for
 * npx keeps the published package in a folder of its own.
 * @returns the path of the module
 */
export function resolveInstalled(name: string): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // Not there.
    }
  }
  return undefined;
}
