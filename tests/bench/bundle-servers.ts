import { build } from "esbuild";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleOptions } from "../../src/cli/bundle-options.ts";

export const SERVERS = ["floor", "ours", "usual"] as const;
export type ServerName = typeof SERVERS[number];

const ENTRIES: Record<ServerName, string> = {
  floor: "tests/bench/servers/floor.ts",
  ours: "supabase/functions/send-sms/index.ts",
  usual: "tests/bench/servers/usual.ts",
};

/** All three in the same format: one minified file each. */
export async function bundleServers(): Promise<Record<ServerName, string>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const files = {
    floor: join(folder, "floor.mjs"),
    ours: join(folder, "ours.mjs"),
    usual: join(folder, "usual.mjs"),
  };
  for (const name of SERVERS) {
    await build({
      ...bundleOptions(ENTRIES[name]),
      ...(name === "usual" ? FOR_NODE_MODULES : {}),
      outfile: files[name],
    });
  }
  return files;
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
