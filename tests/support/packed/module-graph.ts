import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { denoBinary } from "../../../src/cli/deno-binary.ts";
import { runFile } from "./cli.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const ENTRY = "supabase/functions/send-sms/index.ts";

/** Every module of ours that the entry reaches, by Deno's account and not by the CLI's search for imports. */
export async function modulesOfEntry(): Promise<string[]> {
  const args = ["info", "--json", "--node-modules-dir=manual", ENTRY];
  const { code, stdout, output } = await runFile(denoBinary(), args, { cwd: ROOT, env: process.env });
  if (code !== 0) throw new Error(`Cannot read the module graph: ${output}`);
  const { modules }: { modules: { specifier: string; error?: string }[] } = JSON.parse(stdout);
  const broken = modules.find(({ error }) => error !== undefined);
  if (broken) throw new Error(`Cannot read the module graph: ${broken.error}`);
  return modules
    .filter(({ specifier }) => specifier.startsWith("file:") && !specifier.includes("/node_modules/"))
    .map(({ specifier }) => relative(ROOT, fileURLToPath(specifier)).split(sep).join("/"));
}
