import { join } from "node:path";
import type { Language } from "../command-line/terminal-language.ts";
import { TARGETS } from "./build-targets.ts";

const places = (language: Language): string =>
  Object.entries(TARGETS).map(([name, { folder, file, ...says }]) =>
    `      ${name.padEnd(17)} ${join("dist", folder, file).padEnd(26)} ${says[language]}`
  ).join("\n");

export const buildHelp: Readonly<Record<Language, string>> = {
  en: `npm run build -- [--target <target>] [--out <folder>] [--force] [--with-postgres] [--with-pop-core]

  The function as one file.

  --target <target>  for which place (default: send-sms)
${places("en")}
  --out <folder>     where it is written
  --force            over a file that is no build of this project
  --with-postgres    with the driver of the Postgres ledger, for SMS_LEDGER=postgres; node and function-compute have it
                     anyway
  --with-pop-core    with @alicloud/pop-core, for ALIYUN_TRANSPORT=pop-core`,
  zh: `npm run build -- [--target <target>] [--out <folder>] [--force] [--with-postgres] [--with-pop-core]

  把函数打包成一个文件。

  --target <target>  用于哪种运行环境（默认 send-sms）
${places("zh")}
  --out <folder>     输出目录
  --force            覆盖并非由本项目生成的文件
  --with-postgres    打包 Postgres 账本的驱动，供 SMS_LEDGER=postgres 使用；node 和 function-compute 已自带
  --with-pop-core    打包 @alicloud/pop-core，供 ALIYUN_TRANSPORT=pop-core 使用`,
};
