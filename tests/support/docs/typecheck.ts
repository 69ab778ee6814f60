import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Fence } from "./markdown.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The TypeScript blocks by the file name in their first line, as an app would save them. */
export function filesOf(blocks: readonly Fence[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { language, text } of blocks) {
    if (language !== "ts") continue;
    const name = /^\/\/ ([a-z-]+\.ts)\n/.exec(text)?.[1];
    if (name === undefined || files.has(name)) {
      throw new Error(
        `Cannot save a block: its first line names no file of its own: ${text.split("\n", 1)[0]}`,
      );
    }
    files.set(name, text);
  }
  return files;
}

/** An app of these files, with the real supabase-js and `src/client`, and declarations of the plugins. */
export async function typeErrorsOf(files: ReadonlyMap<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "docs-app-"));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    copyFileSync(join(ROOT, "tests/support/docs/capacitor.d.ts.txt"), join(folder, "capacitor.d.ts"));
    symlinkSync(join(ROOT, "src/client"), join(folder, "client"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: OPTIONS, files: ["capacitor.d.ts", ...files.keys()] }),
    );
    return await tsc(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What Vite's templates give an app, and the stricter options of this repository. */
const OPTIONS = {
  target: "ES2023",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  module: "ESNext",
  moduleResolution: "bundler",
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** What the compiler has against the project in `folder`. */
export function tsc(folder: string, ...options: string[]): Promise<string[]> {
  const bin = join(ROOT, "node_modules/typescript/bin/tsc");
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [bin, "-p", folder, "--pretty", "false", ...options],
      { cwd: folder },
      (error, stdout) => {
        const errors = stdout.split("\n").filter((line) => line.includes("error TS"));
        if (error !== null && errors.length === 0) reject(error);
        else resolve(errors);
      },
    );
  });
}
