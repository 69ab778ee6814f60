import { build } from "esbuild";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunction } from "../../src/cli/bundle-function.ts";
import { bundleOptions } from "../../src/cli/bundle-options.ts";
import { compileEagerly } from "../../src/cli/compile-eagerly.ts";

export const SERVERS = ["floor", "ours", "usual"] as const;
export type ServerName = typeof SERVERS[number];

/** All three by the options of `npm run build`, which makes ours. */
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
    usual: write("usual", await bundle("tests/bench/servers/usual.ts", { withPopCore: true })),
  };
}

/** With the timers of Node, whose `unref` pop-core's HTTP client calls on Deno 2.1.4. */
const NODE_TIMERS = 'import { clearTimeout, setTimeout } from "node:timers";';

async function bundle(entry: string, { withPopCore = false } = {}): Promise<string> {
  const options = bundleOptions(entry, { withPopCore });
  const banner = withPopCore ? { js: `${options.banner?.["js"] ?? ""}${NODE_TIMERS}` } : {};
  const { outputFiles } = await build({ ...options, banner, write: false });
  return compileEagerly(outputFiles?.[0]?.text ?? "");
}
