import { DEFAULT_CONSOLE_PORT } from "./default-port.ts";

/** What `npm run console` writes into a terminal. */
const ENGLISH = {
  help: `npm run console -- [flags]

  What was sent, refused, delivered and spent, by the ledger of SMS_LEDGER_DATABASE_URL, on a page for this machine.

  --port ${DEFAULT_CONSOLE_PORT}
  --env-file <file>      variables from a file such as .env; those of the environment go before it
  --lang zh              the language of these texts (default: LANG)

  SMS_LEDGER_DATABASE_URL  the ledger's owner, or a role that may read it: select send_sms.let_read('<role>');
  SMS_LEDGER_CA            as the function's
  SMS_LEDGER_KEY           as the function's, or its hook secret: to find one person's requests
  SMS_PRICE_CN=0.045       what an SMS costs there; SMS_PRICE_DEFAULT elsewhere, SMS_PRICE_CURRENCY (CNY)
`,
  ready: (url: string) => `Console  ${url}   for this machine only`,
  readOnly: "This role may only read: pausing and blocking is left to the ledger's owner.",
  noKey: "Without SMS_LEDGER_KEY or the hook secret no single person's requests can be found.",
  pricesKept: "This role may not write prices: the ledger's own are shown.",
  taken: (port: number) => `Cannot start: port ${port} is taken; choose another with --port`,
  stop: "Ctrl-C stops it.",
};

const CHINESE: typeof ENGLISH = {
  help: `npm run console -- [参数]

  基于 SMS_LEDGER_DATABASE_URL 的账本，在仅限本机访问的页面上查看发送、拒绝、送达和费用。

  --port ${DEFAULT_CONSOLE_PORT}
  --env-file <file>      从 .env 等文件读取变量，环境中已有的变量优先
  --lang en              界面语言（默认取自 LANG）

  SMS_LEDGER_DATABASE_URL  账本所有者，或可读取账本的角色：select send_sms.let_read('<角色>');
  SMS_LEDGER_CA            与函数相同
  SMS_LEDGER_KEY           与函数相同，或使用其 Hook 密钥：用于查询单个号码的记录
  SMS_PRICE_CN=0.045       当地单条短信价格；其他地区用 SMS_PRICE_DEFAULT，货币 SMS_PRICE_CURRENCY（默认 CNY）
`,
  ready: (url) => `控制台  ${url}   仅限本机访问`,
  readOnly: "当前角色只有读取权限，暂停和封禁须由账本所有者操作。",
  noKey: "未设置 SMS_LEDGER_KEY 或 Hook 密钥，无法查询单个号码的记录。",
  pricesKept: "当前角色无权写入价格，将显示账本中已有的价格。",
  taken: (port) => `无法启动：端口 ${port} 已被占用，请用 --port 指定其他端口`,
  stop: "按 Ctrl-C 停止。",
};

export const TERMINAL = { en: ENGLISH, zh: CHINESE };
