import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Target, targetOf, TARGETS } from "./build-targets.ts";
import type { Extras } from "./bundle-options.ts";

// `npm run build`: the whole function as one file, in the form that a place to run takes.
const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const OPTIONS = {
  target: { type: "string", default: "send-sms" },
  "with-pop-core": { type: "boolean", default: false },
  "with-postgres": { type: "boolean", default: false },
  out: { type: "string" },
  help: { type: "boolean", default: false },
} as const;
const places = Object.entries(TARGETS).map(([name, { folder, file, en, zh }]) =>
  `      ${name.padEnd(17)} ${join("dist", folder, file).padEnd(26)} ${en} / ${zh}\n`
);
const USAGE = `npm run build -- [--target <target>] [--out <folder>] [--with-postgres] [--with-pop-core]

  The function as one file. / 把函数打包成一个文件。

  --target <target>  for which place (default: send-sms) / 用于哪种运行环境（默认 send-sms）
${places.join("")}  --out <folder>     where it is written / 输出目录
  --with-postgres    with the driver of the Postgres ledger, for SMS_LEDGER=postgres; node and function-compute have it
                     anyway / 打包 Postgres 账本的驱动，供 SMS_LEDGER=postgres 使用；node 和 function-compute 已自带
  --with-pop-core    with @alicloud/pop-core, for ALIYUN_TRANSPORT=pop-core / 打包 @alicloud/pop-core，供 ALIYUN_TRANSPORT=pop-core 使用
`;

async function writeBuild(target: Target, folder: string, extras: Extras): Promise<void> {
  const made = await target.make(extras);
  const file = join(folder, target.file);
  await mkdir(folder, { recursive: true });
  await writeFile(file, made);
  process.stdout.write(
    `${relative(process.cwd(), file)}  ${(Buffer.byteLength(made) / 1000).toFixed(1)} kB\n`,
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
    });
  }
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Cannot build / 无法构建：${said}\n\n${USAGE}`);
  process.exit(1);
}
