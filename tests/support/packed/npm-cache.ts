import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { denoBinary, type DenoRelease } from "../../../src/cli/deno-binary.ts";
import { runFile } from "./cli.ts";

/** Kept between runs and shared by both Denos: only the first run needs the registry. */
const DENO_DIR = fileURLToPath(new URL("../../../node_modules/.cache/deno", import.meta.url));

export interface NpmCache {
  /** For the processes that run from it. */
  env: { DENO_DIR: string; NPM_CONFIG_REGISTRY: string };
  /** Why there is nothing to run from; only where the registry does not answer. */
  unreachable?: string;
}

/**
 * Downloads the npm packages of a received tree as Supabase's bundler does, from the registry that npm uses.
 * @throws {Error} If the tree cannot be resolved for any other reason than the network.
 */
export async function fillNpmCache(tree: string, releases: readonly DenoRelease[]): Promise<NpmCache> {
  const env = { DENO_DIR, NPM_CONFIG_REGISTRY: await registryOfNpm() };
  const folder = join(tree, "supabase/functions/send-sms");
  for (const release of releases) {
    // Deno 2.1.4 looks for the configuration of `cache` in the working directory only.
    const args = ["cache", "--config", join(folder, "deno.json"), join(folder, "index.ts")];
    const { code, output } = await runFile(denoBinary(release), args, {
      cwd: tree,
      // Deno knows Node's extra authority by another name.
      env: {
        DENO_CERT: process.env["NODE_EXTRA_CA_CERTS"],
        ...process.env,
        ...env,
        NO_COLOR: "1",
        RUST_BACKTRACE: "0",
      },
    });
    if (code === 0) continue;
    if (/error sending request for url/.test(output)) {
      return { env, unreachable: `Cannot reach the npm registry from Deno ${release}: ${errorOf(output)}` };
    }
    throw new Error(`Cannot resolve the received tree on Deno ${release}: ${errorOf(output)}`);
  }
  return { env };
}

async function registryOfNpm(): Promise<string> {
  const { code, output } = await runFile("npm", ["config", "get", "registry", "--silent"], {
    env: process.env,
  });
  const url = /^https?:\/\/\S+$/m.exec(output)?.[0];
  if (code !== 0 || url === undefined) throw new Error("Cannot ask npm for its registry");
  return url;
}

const errorOf = (output: string): string => output.slice(output.search(/^error/m)).trim();
