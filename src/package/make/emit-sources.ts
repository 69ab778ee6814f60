import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { publishedWords, withJsSpecifiers } from "./published-words.ts";

/** Compiles what the package's tsconfig names and all that it reaches, in the folders of the sources. */
export function emitSources(
  { root, out, commands, entries }: {
    root: string;
    out: string;
    commands: readonly string[];
    /** Declarations that the package promises, relative to `out`. */
    entries: readonly string[];
  },
): void {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  // `npm run check` looks for errors, and takes three times as long.
  execFileSync(process.execPath, [tsc, "-p", join(root, "src/package"), "--outDir", out, "--noCheck"], {
    cwd: root,
    stdio: "inherit",
  });
  const files = readdirSync(out, { recursive: true, encoding: "utf8" }).map((name) => join(out, name));
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    writeFileSync(file, publishedWords(readFileSync(file, "utf8"), commands));
  }
  const declarations = files.filter((name) => name.endsWith(".d.ts"));
  for (const file of declarations) writeFileSync(file, withJsSpecifiers(readFileSync(file, "utf8")));
  // The rest is nobody's to build on.
  const promised = reachedFrom(entries.map((entry) => join(out, entry)));
  for (const file of declarations) if (!promised.has(file)) rmSync(file);
}

/** @returns declarations with all that they import from beside them */
function reachedFrom(entries: readonly string[]): Set<string> {
  const reached = new Set(entries.map((entry) => resolve(entry)));
  // A Set visits what is added to it meanwhile.
  for (const file of reached) {
    for (
      const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/(?:from|import\() ?"(\.[^"]*)\.js"/g)
    ) {
      reached.add(join(dirname(file), `${specifier}.d.ts`));
    }
  }
  return reached;
}
