import type { BuildOptions, Plugin } from "esbuild";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";

const LEFT_OUT = fileURLToPath(new URL("./pop-core-left-out.ts", import.meta.url));

/** pop-core needs Node's modules and as many bytes as all the rest, so it stays out unless it is asked for. */
const leaveOutPopCore: Plugin = {
  name: "leave-out-pop-core",
  setup(build) {
    build.onResolve({ filter: /\/transport-pop-core\.ts$/ }, () => ({ path: LEFT_OUT }));
  },
};

/** pop-core is CommonJS on Node's own modules and two of Node's globals, which an ES module has to ask for. */
const FOR_POP_CORE = {
  external: [...builtinModules, "node:*", "supports-color"],
  banner: {
    js: [
      'import { Buffer } from "node:buffer";',
      'import { createRequire } from "node:module";',
      'import process from "node:process";',
      "const require = createRequire(import.meta.url);",
    ].join(""),
  },
} as const satisfies BuildOptions;

/** One minified ES module, the same bytes on every machine. */
export const bundleOptions = (entry: string, { withPopCore = false } = {}): BuildOptions => ({
  entryPoints: [entry],
  absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import"],
  target: "es2022",
  minify: true,
  legalComments: "eof",
  charset: "utf8",
  ...(withPopCore ? FOR_POP_CORE : { plugins: [leaveOutPopCore] }),
});
