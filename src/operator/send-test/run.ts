import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { checkConfiguration } from "../doctor/check-configuration.ts";
import { printReport } from "../doctor/print-report.ts";
import { readVariables } from "../doctor/read-variables.ts";
import type { CommandIo } from "../doctor/run.ts";
import { nodeWorld } from "../node-world.ts";
import { Cancelled } from "../setup/ask.ts";
import { createClackAsk } from "../setup/clack-ask.ts";
import type { Text } from "../text.ts";
import { readFlags, type SendTestFlags } from "./flags.ts";
import { sendTest } from "./send-test.ts";

const USAGE: Text = {
  en:
    `npm run send-test -- +8613800138000 [--flow signup|signin|phone_change|mfa] [--through provider|hook] [--url <address>]

  Sends one real SMS by the real way, prints the answer and waits for the receipt.

  --through provider    from this machine to Alibaba Cloud, as the function would (default)
  --through hook        through the function at --url, with a request signed as Auth signs it
  --flow <flow>         chooses among routes
  --env-file <file>     the function's variables (default: .env here, else the environment)
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
  --env-file <文件>     函数的变量（默认：当前目录的 .env，否则为环境变量）
  --wait <秒>           等待回执的时间，默认 60
  --yes                 不再确认费用
  --lang en|zh          默认跟随终端
`,
};

const NO_NUMBER: Text = {
  en: "One number is missing, in E.164, such as +8613800138000",
  zh: "请给出一个 E.164 格式的号码，例如 +8613800138000",
};

/** @returns the exit code */
export async function runSendTestCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let flags: SendTestFlags;
  try {
    flags = readFlags(args);
  } catch (error) {
    io.writeError(
      `${error instanceof Error ? error.message : String(error)}\n\n${USAGE[io.languageOf(undefined)]}`,
    );
    return 2;
  }
  const language = io.languageOf(flags.lang);
  if (flags.help) {
    io.write(USAGE[language]);
    return 0;
  }
  if (flags.number === undefined) {
    io.writeError(`${NO_NUMBER[language]}\n\n${USAGE[language]}`);
    return 2;
  }
  const envFile = flags.envFile ?? (existsSync(".env") ? ".env" : undefined);
  const { env, findings } = await readVariables({ envFile, processEnv: io.env }, nodeWorld);
  const configuration = env && checkConfiguration(env);
  if (configuration?.config === undefined) {
    const errors = [...findings, ...configuration?.findings ?? []].filter(({ level }) => level === "error");
    io.write(printReport({ ok: false, findings: errors }, language));
    return 1;
  }
  try {
    return await sendTest(flags, {
      config: configuration.config,
      world: nodeWorld,
      say: (text) => io.write(`${text[language]}\n`),
      confirm: (question) => createClackAsk(language).confirm(question, false),
      sleep: (ms) => sleep(ms),
      makeCode,
    });
  } catch (error) {
    if (error instanceof Cancelled) return 130;
    throw error;
  }
}

const makeCode = (): string =>
  String(100_000 + (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 900_000);
