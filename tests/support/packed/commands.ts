import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { denoBinary, type DenoRelease } from "../../../src/cli/deno-binary.ts";
import type { Command } from "../hook/process.ts";

/** A user worker's permissions: supabase/edge-runtime crates/base/src/runtime/permissions.rs. */
const USER_WORKER = [
  "run",
  "--no-prompt",
  "--allow-net",
  "--allow-env",
  "--allow-read",
  "--allow-write",
  "--allow-import",
  "--allow-sys=hostname",
];
const FUNCTION = "supabase/functions/send-sms";
const WORKER = fileURLToPath(new URL("./edge-worker.ts", import.meta.url));

/** A received tree, its npm packages from Deno's cache. */
export const receivedTree = (tree: string, release: DenoRelease): Command => ({
  file: denoBinary(release),
  args: [...USER_WORKER, "--cached-only", join(tree, FUNCTION, "index.ts")],
  cwd: tree,
});

/** The same, with Edge Runtime's own globals. */
export const receivedTreeInWorker = (tree: string): Command => ({
  file: denoBinary(),
  args: [
    ...USER_WORKER,
    "--cached-only",
    "--config",
    join(tree, FUNCTION, "deno.json"),
    WORKER,
    pathToFileURL(join(tree, FUNCTION, "index.ts")).href,
  ],
  cwd: tree,
});

/** One file, nothing else to read, nobody but the provider to talk to. */
export const oneFile = (
  folder: string,
  release: DenoRelease,
  permissions: readonly string[] = [],
): Command => ({
  file: denoBinary(release),
  args: [
    "run",
    "--no-prompt",
    "--no-config",
    "--no-npm",
    "--no-remote",
    "--cached-only",
    "--allow-env",
    "--allow-net=127.0.0.1",
    ...permissions,
    join(folder, "index.js"),
  ],
  cwd: folder,
});
