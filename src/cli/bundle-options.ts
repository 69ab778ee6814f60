import type { BuildOptions, Plugin } from "esbuild";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * pop-core and node-postgres need Node's modules and as many bytes as all the rest, and every start compiles what is in
 * the file; so they stay out unless they are asked for.
 */
const leaveOut = (name: string, filter: RegExp): Plugin => ({
  name: `leave-out-${name}`,
  setup(build) {
    const path = fileURLToPath(new URL(`./${name}-left-out.ts`, import.meta.url));
    build.onResolve({ filter }, () => ({ path }));
  },
});

/** What node-postgres uses for libpq's bindings, a password from a file, a URL of its own and channel binding only. */
const withoutUnusedOfPg: Plugin = {
  name: "without-unused-of-pg",
  setup(build) {
    build.onResolve(
      { filter: /^(pgpass|\.\/native|pg-connection-string|\.\/cert-signatures)$/ },
      ({ path, importer }) =>
        /\/pg\/lib\/(crypto\/)?[\w-]+\.js$/.test(importer) ? { path, namespace: "unused" } : undefined,
    );
    // Asked wherever a URL has no password; one that is nothing to call would end the process with pg's own error.
    build.onLoad({ filter: /^pgpass$/, namespace: "unused" }, () => ({
      contents: "module.exports = (_, found) => found();",
    }));
    build.onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: "" }));
  },
};

/** Both are CommonJS on Node's own modules and three of Node's globals, which an ES module has to ask for. */
const FOR_NODE_PACKAGES = {
  external: [...builtinModules, "node:*", "supports-color", "pg-native"],
  define: { global: "globalThis" },
  banner: {
    js: [
      'import { Buffer } from "node:buffer";',
      'import { createRequire } from "node:module";',
      'import process from "node:process";',
      "const require = createRequire(import.meta.url);",
    ].join(""),
  },
} as const satisfies BuildOptions;

export interface Extras {
  withPopCore?: boolean | undefined;
  withPostgres?: boolean | undefined;
}

/** One minified ES module, the same bytes on every machine. */
export const bundleOptions = (
  entry: string,
  { withPopCore = false, withPostgres = false }: Extras = {},
): BuildOptions => ({
  entryPoints: [entry],
  absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  // None but that of how a package is asked for: what is required must not get what is for import.
  conditions: [],
  target: "es2022",
  minify: true,
  legalComments: "eof",
  charset: "utf8",
  plugins: [
    ...(withPopCore ? [] : [leaveOut("pop-core", /\/sign-form-by-pop-core\.ts$/)]),
    ...(withPostgres ? [withoutUnusedOfPg] : [leaveOut("postgres", /\/connect-postgres\.ts$/)]),
  ],
  // Modules of a host's own platform; Deno's function names none of them.
  external: ["node:*", "cloudflare:*"],
  ...(withPopCore || withPostgres ? FOR_NODE_PACKAGES : {}),
});
