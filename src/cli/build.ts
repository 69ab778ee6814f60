import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../command-line/run-command.ts";
import { buildHelp } from "./build-help.ts";
import { type Target, targetOf } from "./build-targets.ts";
import type { Extras } from "./bundle-options.ts";

// `npm run build`: the whole function as one file, in the form that a place to run takes.
const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const FLAGS = {
  target: { type: "string" },
  out: { type: "string" },
  "with-pop-core": { type: "boolean" },
  "with-postgres": { type: "boolean" },
} as const;

await runCommand({ name: "npm run build", flags: FLAGS, help: buildHelp }, async ({ flags }) => {
  const target = targetOf(flags.target ?? "send-sms");
  await writeBuild(target, flags.out ?? join(DIST, target.folder), {
    withPopCore: flags["with-pop-core"] ?? false,
    withPostgres: flags["with-postgres"] ?? false,
  });
});

async function writeBuild(target: Target, folder: string, extras: Extras): Promise<void> {
  const made = await target.make(extras);
  const file = join(folder, target.file);
  await mkdir(folder, { recursive: true });
  await writeFile(file, made);
  process.stdout.write(
    `${relative(process.cwd(), file)}  ${(Buffer.byteLength(made) / 1000).toFixed(1)} kB\n`,
  );
}
