import { existsSync } from "node:fs";
import { readCommandLine } from "../../command-line/read-command-line.ts";
import { UsageError } from "../../command-line/usage-error.ts";
import type { Env } from "../../hook/config/variables.ts";
import { nodeWorld } from "../node-world.ts";
import { runDoctor } from "./doctor.ts";
import type { Text } from "./finding.ts";
import { printReport } from "./print-report.ts";

const NAME = "npm run doctor";
const FLAGS = {
  json: { type: "boolean" },
  "env-file": { type: "string" },
  url: { type: "string" },
  "auth-url": { type: "string" },
} as const;

const USAGE: Text = {
  en: `npm run doctor -- [--env-file <file>] [--url <address>] [--auth-url <address>] [--json] [--lang en|zh]

  Looks at everything that a code needs on its way, and says what is wrong and how to mend it. Sends no SMS.

  --env-file <file>     the function's variables (default: .env here, if any); those of the environment go before it,
                        but for SMS_LEDGER_DATABASE_URL, which is its owner's where the file has the function's
  --url <address>       the function, as Auth calls it (default: GOTRUE_HOOK_SEND_SMS_URI)
  --auth-url <address>  the project or Auth itself (default: SUPABASE_URL); SUPABASE_ANON_KEY where it asks for a key
  --json                {"ok","findings"} on standard output
  --lang en|zh          default: the terminal's

  Ends with 0 where nothing is an error, 1 where something is, 2 where it was called wrongly.
`,
  zh: `npm run doctor -- [--env-file <文件>] [--url <地址>] [--auth-url <地址>] [--json] [--lang en|zh]

  检查验证码发送途中所需的一切，指出问题及修复方法。不会发送短信。

  --env-file <文件>     函数的变量（默认：当前目录的 .env，如有）；环境中已有的变量优先，
                        但文件中已有账本地址时，环境中的 SMS_LEDGER_DATABASE_URL 视为账本所有者的地址
  --url <地址>          函数地址，与 Auth 中填写的一致（默认：GOTRUE_HOOK_SEND_SMS_URI）
  --auth-url <地址>     项目或 Auth 自身的地址（默认：SUPABASE_URL）；需要 key 时读取 SUPABASE_ANON_KEY
  --json                在标准输出打印 {"ok","findings"}
  --lang en|zh          默认跟随终端

  没有错误时退出码为 0，有错误为 1，用法不对为 2。
`,
};

export interface CommandIo {
  env: Env;
  write(text: string): void;
  writeError(text: string): void;
  languageOf(chosen: string | undefined): keyof Text;
}

/** @returns the exit code */
export async function runDoctorCommand(args: readonly string[], io: CommandIo): Promise<number> {
  let flags: ReturnType<typeof readFlags>;
  try {
    flags = readFlags(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.writeError(`${error.message}\n`);
    return 2;
  }
  const language = io.languageOf(flags.lang);
  if (flags.help) {
    io.write(USAGE[language]);
    return 0;
  }
  const report = await runDoctor({
    envFile: flags["env-file"] ?? (existsSync(".env") ? ".env" : undefined),
    processEnv: io.env,
    url: flags.url,
    authUrl: flags["auth-url"],
  }, nodeWorld);
  io.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report, language));
  return report.ok ? 0 : 1;
}

const readFlags = (args: readonly string[]) =>
  readCommandLine({ name: NAME, flags: FLAGS, help: USAGE }, args, {}).flags;
