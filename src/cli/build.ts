import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleFunction } from "./bundle-function.ts";
import type { Extras } from "./bundle-options.ts";

// `npm run build`: the whole function as one file, for hosts that mount or upload a single folder.
const DEFAULT_FOLDER = fileURLToPath(new URL("../../dist/send-sms", import.meta.url));
const OPTIONS = {
  "with-pop-core": { type: "boolean", default: false },
  "with-postgres": { type: "boolean", default: false },
  out: { type: "string", default: DEFAULT_FOLDER },
  help: { type: "boolean", default: false },
} as const;
const USAGE = `npm run build -- [--out <folder>] [--with-postgres] [--with-pop-core]

  The function as one file, index.js. / 把函数打包成一个文件 index.js。

  --out <folder>    where it is written (default: dist/send-sms) / 输出目录（默认 dist/send-sms）
  --with-postgres   with the driver of the Postgres ledger, for SMS_LEDGER=postgres / 打包 Postgres 账本的驱动，供 SMS_LEDGER=postgres 使用
  --with-pop-core   with @alicloud/pop-core, for ALIYUN_TRANSPORT=pop-core / 打包 @alicloud/pop-core，供 ALIYUN_TRANSPORT=pop-core 使用
`;

async function writeBuild(folder: string, extras: Extras): Promise<void> {
  const text = await bundleFunction(extras);
  const file = join(folder, "index.js");
  await mkdir(folder, { recursive: true });
  await writeFile(file, text);
  process.stdout.write(
    `${relative(process.cwd(), file)}  ${(Buffer.byteLength(text) / 1000).toFixed(1)} kB\n`,
  );
}

try {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(USAGE);
  else {
    await writeBuild(values.out, {
      withPopCore: values["with-pop-core"],
      withPostgres: values["with-postgres"],
    });
  }
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Cannot build / 无法构建：${said}\n\n${USAGE}`);
  process.exit(1);
}
