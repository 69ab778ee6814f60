import type { Text } from "../text.ts";

export const USAGE: Text = {
  en: `npm run setup -- [flags]

  Asks what it needs to know, chooses the place to run, signature and template, writes .env, and prints what is left to do.
  What a flag says is not asked.

  --auth hosted|self-hosted|rds|local   where Auth runs
  --numbers mainland|abroad|both        where the users' numbers are; with the last two --countries HK,SG
  --api dysmsapi|dypnsapi|globe         the product
  --access-key-id <id>                  the secret comes from ALIBABA_CLOUD_ACCESS_KEY_SECRET, or is asked for
  --sign <name>  --template <code>
  --function-url <address>              where Auth will call the function
  --endpoint <address>                  in place of Alibaba Cloud's: a proxy, the emulator
  --env-file <file>                     default .env; never written over without asking
  --into <folder>                       adds the function, its section of config.toml and the migrations to a Supabase repository
  --yes                                 asks nothing; alone with --into it only adds the files
  --force                               replaces what is there
  --lang en|zh                          default: the terminal's
`,
  zh: `npm run setup -- [参数]

  询问所需信息，选择运行位置、签名和模板，写入 .env，并打印后续步骤。已用参数指定的不再询问。

  --auth hosted|self-hosted|rds|local   Auth 运行在哪里
  --numbers mainland|abroad|both        用户手机号在哪里；后两者需同时指定 --countries HK,SG
  --api dysmsapi|dypnsapi|globe         使用的产品
  --access-key-id <id>                  Secret 取自 ALIBABA_CLOUD_ACCESS_KEY_SECRET，否则会询问
  --sign <名称>  --template <CODE>
  --function-url <地址>                 Auth 调用函数的地址
  --endpoint <地址>                     代替阿里云接入点：代理、模拟器
  --env-file <文件>                     默认 .env；已存在时会先询问
  --into <目录>                         把函数、config.toml 配置段和迁移文件加入已有的 Supabase 仓库
  --yes                                 不询问；只与 --into 一起使用时仅添加文件
  --force                               覆盖已有文件
  --lang en|zh                          默认跟随终端
`,
};
