import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { ACCOUNT_VARIABLE, PRICE_VARIABLE, VARIABLES } from "../../src/hook/config/variables.ts";
import { RELEASE } from "../../src/hook/runtime/release.ts";
import { BESIDE } from "../../src/local-world/hook-runtime.ts";
import { PACKAGE } from "../../src/package/name.ts";
import { filesUnder, localImportsOf, packagesOf, readText, specifiersOf } from "../support/hook/sources.ts";

const sources = filesUnder("src", ".ts");
const tests = filesUnder("tests", ".ts");
const entry = filesUnder("supabase", ".ts");
const folderExists = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));
/** What npx and importers reach of the published package. */
const PUBLISHED = [
  "src/package/main.ts",
  "src/package/hook.ts",
  "src/client/index.ts",
  "src/emulator/aliyun/index.ts",
  "src/emulator/gotrue/index.ts",
];
const readJson = (path: string) => JSON.parse(readText(path));

describe("pins", () => {
  const { dependencies, devDependencies, peerDependencies } = readJson("package.json") as Record<
    "dependencies" | "devDependencies" | "peerDependencies",
    Record<string, string>
  >;
  const deno = readJson("supabase/functions/send-sms/deno.json");

  test("of the function are as in package.json, each to one version", () => {
    const packages = Object.entries(deno.imports).filter(([name]) => !name.endsWith("/"));
    expect(packages).toEqual(packages.map(([name]) => [name, `npm:${name}@${dependencies[name]}`]));
    // Read as a plain import map, a package covers its subpaths only by an entry with a slash.
    for (const [name, target] of Object.entries(deno.imports).filter(([name]) => name.endsWith("/"))) {
      expect(target).toBe(`${deno.imports[name.slice(0, -1)].replace("npm:", "npm:/")}/`);
    }
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("of the function are all that the hook imports, and all are used", () => {
    const used = [...filesUnder("src/hook", ".ts"), "src/serve/connect-postgres.ts"].flatMap(packagesOf);
    const pinned = Object.keys(deno.imports).filter((name) => !name.endsWith("/"));
    expect([...new Set(used)].sort()).toEqual(pinned.sort());
  });

  test("of the package are all that what it publishes imports, and all are used", () => {
    const reached = new Set(PUBLISHED);
    // A Set visits what is added to it meanwhile.
    for (const path of reached) {
      for (const to of localImportsOf(path)) if (to.endsWith(".ts")) reached.add(to);
    }
    const used = new Set([...reached].flatMap(packagesOf).filter((name) => !name.startsWith("node:")));
    // The terminal demo's is bundled, the app brings the client's; both pages are built before.
    for (const name of ["@supabase/supabase-js", "esbuild", "vite"]) used.delete(name);
    expect([...used].sort()).toEqual(Object.keys(dependencies).sort());
  });

  test("of what the package leaves to those who want it are what is tested here, or a range that has it", () => {
    for (const [name, version] of Object.entries(BESIDE)) {
      expect(devDependencies[name]).toBe(version);
      expect(peerDependencies[name]).toMatch(new RegExp(`^>=${version.replaceAll(".", "\\.")}( |$)`));
    }
  });

  test("of development are to one version, too", () => {
    for (const version of Object.values(readJson("package.json").devDependencies)) {
      expect(version).toMatch(/^(npm:[@a-z/-]+@)?\d+\.\d+\.\d+(-beta\.\d+)?$/);
    }
  });
});

test("the package is called in its own words as package.json calls it", () => {
  expect(readJson("package.json")).toMatchObject({ name: PACKAGE, bin: { [PACKAGE]: expect.any(String) } });
});

test("the hook says the version that package.json has", () => {
  expect(RELEASE.version).toBe(readJson("package.json").version);
});

describe(".env.example", () => {
  const names: string[] = Object.values(VARIABLES).flat();

  test("names every variable that the hook reads, also under its other names", () => {
    const words = new Set(readText(".env.example").match(/\b[A-Z][A-Z0-9_]+\b/g));
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });

  test("sets no variable that the hook does not read", () => {
    const set = [...readText(".env.example").matchAll(/^\s*#?\s*([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) =>
      name ?? ""
    );
    const patterns = [ACCOUNT_VARIABLE, PRICE_VARIABLE];
    expect(set.filter((name) => !names.includes(name) && !patterns.some((one) => one.test(name)))).toEqual(
      [],
    );
    expect(set.length).toBeGreaterThanOrEqual(Object.keys(VARIABLES).length - 1);
  });

  test("holds no secret", () => {
    const text = readText(".env.example");
    expect(text).not.toMatch(/LTAI[A-Za-z0-9]{10,}/);
    expect(text).not.toMatch(/whsec_[A-Za-z0-9+/]{30,}/);
  });
});

describe("files", () => {
  test("of src, and of tests, have at most 250 lines", () => {
    const long = [...sources, ...tests.filter((path) => path.endsWith(".test.ts"))].map((path) =>
      [path, readText(path).split("\n").length - 1] as const
    )
      .filter(([, lines]) => lines > 250);
    expect(long).toEqual([]);
  });

  test("name relative imports with their .ts", () => {
    const wrong = [...sources, ...tests, ...entry].flatMap((path) =>
      specifiersOf(path)
        .filter((specifier) => specifier.startsWith(".") && !/\.(ts|tsx|json)$/.test(specifier))
        .map((specifier) => `${path}: ${specifier}`)
    );
    expect(wrong).toEqual([]);
  });

  test("import only what is there", () => {
    const missing = [...sources, ...tests, ...entry].flatMap((path) =>
      localImportsOf(path).filter((target) => !folderExists(target)).map((target) => `${path} → ${target}`)
    );
    expect(missing).toEqual([]);
  });

  test("of tests put nothing of ours in place of itself", () => {
    const mocked = tests.filter((path) => /\bvi\.(mock|doMock)\(\s*["'`]\./.test(readText(path)));
    expect(mocked).toEqual([]);
  });

  test("of src, docs and supabase name nothing above the repository", () => {
    const outside = [...filesUnder("src"), ...filesUnder("docs"), ...filesUnder("supabase")].flatMap((path) =>
      [...readText(path).matchAll(/(?:\.\.\/)+[\w.-]+/g)]
        .filter(([relative]) => posix.join(posix.dirname(path), relative).startsWith(".."))
        .map(([relative]) => `${path}: ${relative}`)
    );
    expect(outside).toEqual([]);
  });
});
