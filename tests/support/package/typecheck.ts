import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tsc } from "../docs/typecheck.ts";

const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/**
 * What the compiler has against these files in an app that has the package, and of its own Node's types and a
 * supabase-js. The package's declarations are read as strictly as the app's.
 */
export async function typeErrorsIn(
  app: string,
  files: ReadonlyMap<string, string>,
  options: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const folder = mkdtempSync(join(app, "typed-"));
  link("@supabase/supabase-js", app);
  link("@types/node", folder);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  const compilerOptions = { ...OPTIONS, ...options };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [...files.keys()] }));
  return await tsc(folder);
}

const OPTIONS = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
};

function link(name: string, app: string): void {
  const path = join(app, "node_modules", name);
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(MODULES, name), path);
}
