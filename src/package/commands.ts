import type { Language } from "../command-line/terminal-language.ts";

interface PublishedCommand {
  readonly about: Readonly<Record<Language, string>>;
  /** Each reads its own line and runs as it is loaded. */
  readonly load: () => Promise<unknown>;
}

/** What `npx supabase-aliyun-sms-hook <name>` runs, in the order of its help. */
export const COMMANDS: Readonly<Record<string, PublishedCommand>> = {
  "local-world": {
    about: { en: "everything on this machine, without an account", zh: "在本机体验全部流程，无需账号" },
    load: () => import("../local-world/start-all.ts"),
  },
  setup: {
    about: { en: "from an access key to a function that is ready to deploy", zh: "从访问密钥到可部署的函数" },
    load: () => import("./setup.ts"),
  },
  doctor: {
    about: { en: "what is wrong, and how to mend it", zh: "检查问题并给出修复方法" },
    load: () => import("../cli/doctor.ts"),
  },
  "send-test": {
    about: { en: "one real SMS, after asking", zh: "确认后发送一条真实短信" },
    load: () => import("../cli/send-test.ts"),
  },
  build: {
    about: { en: "the function as one file, for a place to run", zh: "输出单文件的函数，供各运行环境使用" },
    load: () => import("./build.ts"),
  },
  hook: {
    about: { en: "the function alone, as a server on Node", zh: "在 Node 上单独运行函数" },
    load: () => import("../serve/node-main.ts"),
  },
  console: {
    about: { en: "what was sent, refused and spent", zh: "查看发送、拦截和费用" },
    load: () => import("../console/serve.ts"),
  },
  "ledger-migrate": {
    about: { en: "makes the ledger's tables, or brings them up to date", zh: "创建或升级账本的表" },
    load: () => import("../cli/ledger-migrate.ts"),
  },
  "ledger-forget": {
    about: { en: "deletes what the ledger keeps of one number", zh: "删除账本中某个号码的数据" },
    load: () => import("../cli/ledger-forget.ts"),
  },
  receipts: {
    about: { en: "asks for receipts where no push arrives", zh: "在收不到推送时主动查询回执" },
    load: () => import("../cli/receipts.ts"),
  },
  demo: {
    about: { en: "the flows of an app, in this terminal", zh: "在终端中演示应用的登录流程" },
    load: () => import("../demo/terminal/index.ts"),
  },
  "emulator-auth": {
    about: { en: "a stand-in for Supabase Auth, by release", zh: "Supabase Auth 模拟器，可指定版本" },
    load: () => import("../emulator/gotrue/serve.ts"),
  },
  "emulator-aliyun": {
    about: { en: "a stand-in for Alibaba Cloud SMS", zh: "阿里云短信模拟器" },
    load: () => import("../emulator/aliyun/serve.ts"),
  },
};
