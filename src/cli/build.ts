import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Target, targetOf, TARGETS } from "./build-targets.ts";
import type { Extras } from "./bundle-options.ts";
import { isOwnBuild } from "./is-own-build.ts";

// `npm run build`: the whole function as one file, in the form that a place to run takes.
const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const OPTIONS = {
  target: { type: "string", default: "send-sms" },
  "with-pop-core": { type: "boolean", default: false },
  "with-postgres": { type: "boolean", default: false },
  out: { type: "string" },
  force: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;
const places = Object.entries(TARGETS).map(([name, { folder, file, en, zh }]) =>
  `      ${name.padEnd(17)} ${join("dist", folder, file).padEnd(26)} ${en} / ${zh}\n`
);
const USAGE =
  `npm run build -- [--target <target>] [--out <folder>] [--force] [--with-postgres] [--with-pop-core]

  The function as one file. / 把函数打包成一个文件。

  --target <target>  for which place (default: send-sms) / 用于哪种运行环境（默认 send-sms）
${places.join("")}  --out <folder>     where it is written / 输出目录
  --force            over a file that is no build of this project / 覆盖并非由本项目生成的文件
  --with-postgres    with the driver of the Postgres ledger, for SMS_LEDGER=postgres; node and function-compute have it
                     anyway / 打包 Postgres 账本的驱动，供 SMS_LEDGER=postgres 使用；node 和 function-compute 已自带
  --with-pop-core    with @alicloud/pop-core, for ALIYUN_TRANSPORT=pop-core / 打包 @alicloud/pop-core，供 ALIYUN_TRANSPORT=pop-core 使用
`;

async function writeBuild(target: Target, folder: string, extras: Extras, force: boolean): Promise<void> {
  const file = join(folder, target.file);
  if (!force) await refuseForeign(file);
  const made = await target.make(extras);
  await mkdir(folder, { recursive: true });
  await writeFile(file, made);
  process.stdout.write(
    `${relative(process.cwd(), file)}  ${(Buffer.byteLength(made) / 1000).toFixed(1)} kB\n`,
  );
}

/** A function of somebody's own may stand where ours is to go. */
async function refuseForeign(file: string): Promise<void> {
  const there = await readFile(file).catch(() => undefined);
  if (there === undefined || isOwnBuild(there)) return;
  throw new Error(
    `${file} is there already and is no build of this project: move it away, name another folder with --out, or add --force` +
      ` / ${file} 已存在，且不是由本项目生成：请移走该文件、用 --out 指定其他目录，或加 --force`,
  );
}

try {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(USAGE);
  else {
    const target = targetOf(values.target);
    await writeBuild(target, values.out ?? join(DIST, target.folder), {
      withPopCore: values["with-pop-core"],
      withPostgres: values["with-postgres"],
    }, values.force);
  }
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Cannot build / 无法构建：${said}\n\n${USAGE}`);
  process.exit(1);
}
