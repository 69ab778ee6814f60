import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

const ROOT = new URL("../../../", import.meta.url);
const SKIPPED = new Set(["node_modules", "fixtures", "dist", ".git"]);

/** Paths from the top of the repository, such as `src/hook/http/app.ts`. */
export function filesUnder(folder: string, extension = ""): string[] {
  return readdirSync(new URL(`${folder}/`, ROOT), { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesUnder(path, extension);
      return path.endsWith(extension) ? [path] : [];
    })
    .sort();
}

export const readText = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");

/** Files do not change while tests read them, and some rules look at each file many times. */
function remembered<Value>(read: (path: string) => Value): (path: string) => Value {
  const known = new Map<string, Value>();
  return (path) => {
    const value = known.get(path) ?? read(path);
    known.set(path, value);
    return value;
  };
}

/** The source without its comments; texts and templates stay as they are. */
export const codeOf = remembered((path) =>
  readText(path).replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, text: string | undefined) => text ?? "",
  )
);

/** Every specifier that a file imports, re-exports or loads, types too. */
export const specifiersOf = remembered((path): readonly string[] => {
  const code = codeOf(path);
  const from = /\b(?:import|export)\b[^;"'`]*?\bfrom\s*(["'])(?<specifier>[^"'\n]+)\1/g;
  const bare = /\bimport\s*\(?\s*(["'])(?<specifier>[^"'\n]+)\1/g;
  return [from, bare].flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap(({ groups }) => groups?.specifier ?? [])
  );
});

/** The files of the repository that a file names, by path. */
export const localImportsOf = (path: string): string[] =>
  specifiersOf(path)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => posix.join(posix.dirname(path), specifier));

/** The packages that a file names, without the paths inside them. */
export const packagesOf = (path: string): string[] => [
  ...new Set(
    specifiersOf(path)
      .filter((specifier) => !specifier.startsWith("."))
      .map((specifier) => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/")),
  ),
];
