import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../command-line/run-command.ts";
import { buildHelp } from "./build-help.ts";
import { type Target, targetOf } from "./build-targets.ts";
import type { Extras } from "./bundle-options.ts";
import { isOwnBuild } from "./is-own-build.ts";

// `npm run build`: the whole function as one file, in the form that a place to run takes.
const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const FLAGS = {
  target: { type: "string" },
  out: { type: "string" },
  force: { type: "boolean" },
  "with-pop-core": { type: "boolean" },
  "with-postgres": { type: "boolean" },
} as const;

await runCommand({ name: "npm run build", flags: FLAGS, help: buildHelp }, async ({ flags }) => {
  const target = targetOf(flags.target ?? "send-sms");
  await writeBuild(target, flags.out ?? join(DIST, target.folder), {
    withPopCore: flags["with-pop-core"] ?? false,
    withPostgres: flags["with-postgres"] ?? false,
  }, flags.force ?? false);
});

async function writeBuild(target: Target, folder: string, extras: Extras, force: boolean): Promise<void> {
  const file = join(folder, target.file);
  if (!force) await refuseForeign(file);
  const made = await target.make(extras);
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => refuseFolder(folder, cause));
  await writeFile(file, made);
  process.stdout.write(
    `${relative(process.cwd(), file)}  ${(Buffer.byteLength(made) / 1000).toFixed(1)} kB\n`,
  );
}

function refuseFolder(folder: string, cause: unknown): never {
  throw new Error(
    `Cannot build: ${folder} is no folder and cannot be made one: give a folder with --out` +
      `\n${folder} 不是目录，也无法创建：请用 --out 指定一个目录`,
    { cause },
  );
}

/** A function of somebody's own may stand where ours is to go. */
async function refuseForeign(file: string): Promise<void> {
  const there = await readFile(file).catch(() => undefined);
  if (there === undefined || isOwnBuild(there)) return;
  throw new Error(
    `Cannot build: ${file} is there already and is no build of this project: move it away, name another folder with --out, or add --force` +
      `\n${file} 已存在，且不是由本项目生成：请移走该文件、用 --out 指定其他目录，或加 --force`,
  );
}
