import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const IMPORT = 'import("@supabase/supabase-js")';
const FILE = "src/demo/terminal/supabase-js.js";

/**
 * What the terminal demo and the local world use of supabase-js, as a file beside them. As a dependency, its newest
 * release would warn everybody on Node 20, and stand in the way of the app's own.
 * @returns the files that went into it
 */
export async function makeAuthClient(root: string, out: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: {
      contents: 'export { AuthClient } from "@supabase/auth-js";',
      resolveDir: join(root, "node_modules/@supabase/supabase-js"),
    },
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outfile: join(out, FILE),
    metafile: true,
    logLevel: "warning",
  });
  const user = join(out, "src/demo/terminal/auth-client.js");
  const source = readFileSync(user, "utf8");
  if (!source.includes(IMPORT)) throw new Error(`Cannot make the package: ${user} has no ${IMPORT}`);
  writeFileSync(user, source.replace(IMPORT, 'import("./supabase-js.js")'));
  return Object.keys(metafile.inputs).filter((path) => path.startsWith("node_modules/"));
}
