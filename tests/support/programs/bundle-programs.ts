import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of all programs, bundled. */
    programs: string;
  }
}

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** Below our own node_modules, where a bundle finds the packages that it leaves out. */
const CACHE = join(ROOT, "node_modules/.cache");
/** The function on Node, which npm starts by way of another program. */
const FUNCTION = "src/serve/node-main.ts";

/**
 * Bundles what npm runs, once before all tests: tsx takes a second or two to start any of it, for what node starts in
 * a fifth. That tsx starts each as well is shown by tests/integration/commands.test.ts.
 */
export default async function bundlePrograms(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "test-programs-"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...programsOfNpm(), FUNCTION],
    outbase: ROOT,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    define: { "import.meta.url": URL_OF_SOURCE },
    plugins: [sourcesKnowWhereTheyAre],
    logLevel: "warning",
  });
  project.provide("programs", folder);
  return () => rm(folder, { recursive: true });
}

function programsOfNpm(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return Object.values<string>(scripts).flatMap((line) => /^tsx (\S+)/.exec(line)?.[1] ?? []);
}

const URL_OF_SOURCE = "urlOfSource";
/** A bundle is elsewhere than its sources, which find files by where they are. */
const sourcesKnowWhereTheyAre: Plugin = {
  name: "sources-know-where-they-are",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      loader: "ts",
      contents: `const ${URL_OF_SOURCE} = ${JSON.stringify(pathToFileURL(path).href)};\n${await readFile(
        path,
        "utf8",
      )}`,
    }));
  },
};
