import { NEWEST_RELEASE } from "../emulator/gotrue/index.ts";
import { DEFAULT_PORTS } from "./defaults.ts";
import type { Language } from "../client/index.ts";
import type { LocalWorld } from "./local-world.ts";
import type { Rehearsal } from "./rehearsal.ts";

const demoWith = (number: string | undefined): string =>
  number === undefined ? "npm run demo" : `npm run demo -- signup ${number}`;

type Started = Pick<LocalWorld, "authVersion" | "links" | "publishableKey">;
type Sent = Pick<LocalWorld, "authVersion" | "runtime">;

/** `Deno and Postgres` of what npm is asked for. */
const named = (packages: readonly string[], and: string): string =>
  packages.map((one) => one.startsWith("deno") ? "Deno" : "Postgres").join(and);

const ENGLISH = {
  notice: "Local world: for development and tests, never for production; no real SMS is sent.",
  help: `npm start -- [flags]

  The local world: Auth, the function on Deno, Alibaba Cloud, a page and a phone, without an account.

  --release 2.186        the Auth release to stand in for (from 2.158.1; default ${NEWEST_RELEASE})
  --once                 send one SMS, print it and stop
  --page-port ${DEFAULT_PORTS.page}
  --auth-port ${DEFAULT_PORTS.auth}
  --hook-port ${DEFAULT_PORTS.hook}
  --aliyun-port ${DEFAULT_PORTS.aliyun}
  --console-port ${DEFAULT_PORTS.console}
  --env-file .env        the function's own variables from a file; those of the environment come before it
  --verbose              the function's whole log
  --lang zh              the language of these texts (default: LANG)

  Routes, countries, limits and the like are tried as you set them. Real keys, hook secrets, addresses and databases
  are not let in: the local world's own stand in their place.

  With SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY (or SUPABASE_ANON_KEY) set, only the page is started, for
  that project; real SMS may then be sent.
`,
  rehearsal: ({ inForce, replaced, unknown }: Rehearsal) => [
    ...(inForce.length > 0 ? [`Your variables in force: ${inForce.join(", ")}`] : []),
    ...(replaced.length > 0
      ? [`Not let in, the local world's own stand in their place: ${replaced.join(", ")}`]
      : []),
    ...unknown.map(({ name, meant }) => `Nothing reads ${name}${meant ? `: ${meant} may be meant` : ""}`),
  ],
  sent: ({ authVersion, runtime }: Sent, seconds: string) =>
    `A sign-up went through Auth ${authVersion}, the function on ${runtime} and Alibaba Cloud (ready in ${seconds} s).`,
  refused: (reason: string) =>
    `\nThe first SMS was refused under your variables; everything else is up.\n${reason}`,
  firstFailed: (number: string, said: string) => `Cannot send the first SMS, to ${number}: ${said}`,
  noneArrived: "Auth accepted it, but none arrived",
  links: ({ links, publishableKey }: Started) => `
  Page     ${links.page}
  Inbox    ${links.inbox}
  Auth     ${links.auth}    SUPABASE_URL of your app
  Hook     ${links.hook}
${
    links.console
      ? `  Console  ${links.console}    what was sent, refused and spent
  Ledger   psql '${links.ledger}'`
      : "\n  No Postgres can be run here: the ledger is kept in memory, and there is no console."
  }

  SUPABASE_PUBLISHABLE_KEY=${publishableKey}
`,
  missing: (packages: readonly string[]) =>
    `  Closer to production, with ${named(packages, " and ")}: npm install --save-dev ${
      packages.join(" ")
    }\n`,
  another: (number: string | undefined) =>
    `Send another from the page, or in a second terminal: ${demoWith(number)}`,
  project: (pageUrl: string, supabaseUrl: string) =>
    `Only the page, for the project ${supabaseUrl}. Real SMS may be sent.

  Page   ${pageUrl}
`,
  stop: "Ctrl-C stops everything.",
};

type Texts = typeof ENGLISH;

const CHINESE: Texts = {
  notice: "本地环境：仅供开发和测试，切勿用于生产；不会发送真实短信。",
  help: `npm start -- [参数]

  本地环境：Auth、运行在 Deno 上的函数、阿里云短信、演示页面和手机收件箱，无需任何账号。

  --release 2.186        模拟的 Auth 版本（最低 2.158.1，默认 ${NEWEST_RELEASE}）
  --once                 发送一条短信，打印后退出
  --page-port ${DEFAULT_PORTS.page}
  --auth-port ${DEFAULT_PORTS.auth}
  --hook-port ${DEFAULT_PORTS.hook}
  --aliyun-port ${DEFAULT_PORTS.aliyun}
  --console-port ${DEFAULT_PORTS.console}
  --env-file .env        从文件读取函数自己的变量；环境变量优先于文件
  --verbose              输出函数的全部日志
  --lang en              界面语言（默认取自 LANG）

  路由、国家或地区、限额等按您的设置试运行。真实的密钥、Hook 密钥、地址和数据库一律不会带入，由本地环境自身的值代替。

  设置 SUPABASE_URL 和 SUPABASE_PUBLISHABLE_KEY（或 SUPABASE_ANON_KEY）后，仅启动连接该项目的页面，
  此时可能会发送真实短信。
`,
  rehearsal: ({ inForce, replaced, unknown }) => [
    ...(inForce.length > 0 ? [`已生效的变量：${inForce.join("、")}`] : []),
    ...(replaced.length > 0 ? [`未带入，由本地环境自身的值代替：${replaced.join("、")}`] : []),
    ...unknown.map(({ name, meant }) => `不会被读取的变量：${name}${meant ? `（是否应为 ${meant}？）` : ""}`),
  ],
  sent: ({ authVersion, runtime }, seconds) =>
    `已完成一次注册：Auth ${authVersion} → ${runtime} 上的函数 → 阿里云短信（${seconds} 秒就绪）。`,
  refused: (reason) => `\n按您的变量，第一条短信未能发送；其余部分均已启动。\n${reason}`,
  firstFailed: (number, said) => `发往 ${number} 的第一条短信未能发送：${said}`,
  noneArrived: "Auth 已接受，但没有收到短信",
  links: ({ links, publishableKey }) => `
  演示页面   ${links.page}
  短信收件箱 ${links.inbox}
  Auth       ${links.auth}    即应用的 SUPABASE_URL
  Hook       ${links.hook}
${
    links.console
      ? `  控制台     ${links.console}    查看发送、拦截和费用
  账本       psql '${links.ledger}'`
      : "\n  此处无法运行 Postgres：账本保存在内存中，不提供控制台。"
  }

  SUPABASE_PUBLISHABLE_KEY=${publishableKey}
`,
  missing: (packages) =>
    `  更接近生产环境，安装 ${named(packages, "和")}：npm install --save-dev ${packages.join(" ")}\n`,
  another: (number) => `再发一条：打开演示页面，或在另一个终端运行 ${demoWith(number)}`,
  project: (pageUrl, supabaseUrl) =>
    `仅启动演示页面，连接项目 ${supabaseUrl}，可能会发送真实短信。

  演示页面   ${pageUrl}
`,
  stop: "按 Ctrl-C 停止。",
};

export const textsIn = (language: Language): Texts => language === "zh" ? CHINESE : ENGLISH;
