import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = "@supabase/supabase-js";
const IMPORT = `import("${PACKAGE}")`;
const FILE = "supabase-js.js";
const FOLDER = "src/demo/terminal";

/**
 * What the terminal demo and the local world use of supabase-js, as a file beside them. As a dependency, its newest
 * release would warn everybody on Node 20, and stand in the way of the app's own.
 * @returns the files that went into it
 */
export async function makeAuthClient(root: string, out: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: {
      contents: 'export { AuthClient } from "@supabase/auth-js";',
      resolveDir: join(root, "node_modules", PACKAGE),
    },
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outfile: join(out, FOLDER, FILE),
    metafile: true,
    logLevel: "warning",
  });
  const user = join(out, FOLDER, "auth-client.js");
  const source = readFileSync(user, "utf8");
  if (!source.includes(IMPORT)) throw new Error(`Cannot make the package: ${user} has no ${IMPORT}`);
  writeFileSync(user, source.replace(IMPORT, IMPORT.replace(PACKAGE, `./${FILE}`)));
  return Object.keys(metafile.inputs).filter((path) => path.startsWith("node_modules/"));
}
