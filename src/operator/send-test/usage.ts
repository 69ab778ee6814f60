import type { Text } from "../text.ts";

export const USAGE: Text = {
  en:
    `npm run send-test -- +8613800138000 [--flow signup|signin|phone_change|mfa] [--through provider|hook] [--url <address>]

  Sends one real SMS by the real way, prints the answer and waits for the receipt.

  --through provider    from this machine to Alibaba Cloud, as the function would (default)
  --through hook        through the function at --url, with a request signed as Auth signs it
  --flow <flow>         chooses among routes
  --env-file <file>     the function's variables (default: .env here, if any); those of the environment go before it
  --wait <seconds>      for the receipt, 60
  --yes                 does not ask whether to spend the money
  --lang en|zh          default: the terminal's
`,
  zh:
    `npm run send-test -- +8613800138000 [--flow signup|signin|phone_change|mfa] [--through provider|hook] [--url <地址>]

  通过真实路径发送一条真实短信，打印应答并等待回执。

  --through provider    从本机直接发往阿里云，与函数的做法相同（默认）
  --through hook        通过 --url 处的函数发送，请求的签名方式与 Auth 相同
  --flow <场景>         用于选择路由
  --env-file <文件>     函数的变量（默认：当前目录的 .env，如有）；环境中已有的变量优先
  --wait <秒>           等待回执的时间，默认 60
  --yes                 不再确认费用
  --lang en|zh          默认跟随终端
`,
};
