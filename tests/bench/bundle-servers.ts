import { build, type BuildOptions } from "esbuild";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunction } from "../../src/cli/bundle-function.ts";
import { bundleOptions } from "../../src/cli/bundle-options.ts";
import { compileEagerly } from "../../src/cli/compile-eagerly.ts";

export const SERVERS = ["floor", "ours", "usual"] as const;
export type ServerName = typeof SERVERS[number];

/** All three in the same format, one minified file each; ours is what `npm run build` makes. */
export async function bundleServers(): Promise<Record<ServerName, string>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const write = (name: ServerName, text: string): string => {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, text);
    return file;
  };
  return {
    floor: write("floor", await bundle("tests/bench/servers/floor.ts")),
    ours: write("ours", await bundleFunction()),
    usual: write("usual", await bundle("tests/bench/servers/usual.ts", FOR_NODE_MODULES)),
  };
}

async function bundle(entry: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({ ...bundleOptions(entry), ...options, write: false });
  return compileEagerly(outputFiles?.[0]?.text ?? "");
}

// pop-core is CommonJS on Node's own modules, their globals among them.
const FOR_NODE_MODULES = {
  platform: "node",
  banner: {
    js: `import { createRequire } from "node:module";
import { Buffer } from "node:buffer";
import process from "node:process";
import { clearTimeout, setTimeout } from "node:timers";
const require = createRequire(import.meta.url);`,
  },
} as const;
