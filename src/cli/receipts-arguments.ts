import type { Command, CommandLine } from "../command-line/read-command-line.ts";
import { usageError } from "../command-line/usage-error.ts";
import { ENV_FILE_FLAG, ENV_FILE_HELP } from "./env-with-file.ts";

const NAME = "npm run receipts";
const DEFAULT_DAYS = 2;
/** The provider answers for no older ones (Alibaba Cloud Help 419277). */
const MAX_DAYS = 30;

const FLAGS = {
  number: { type: "string", multiple: true },
  "numbers-from": { type: "string" },
  days: { type: "string" },
  ...ENV_FILE_FLAG,
} as const;

export const RECEIPTS: Command<typeof FLAGS> = {
  name: NAME,
  flags: FLAGS,
  help: {
    en: `npm run receipts [-- --days 2] [--number +8613800138000 …] [--numbers-from FILE] [--env-file FILE]

  Asks Alibaba Cloud what became of the SMS that the ledger has no receipt for, and keeps the answers there: for where
  no push can reach the function. Run it with the function's variables, as the owner of the ledger.

  --days <number>     how far back, 1 to ${MAX_DAYS}; ${DEFAULT_DAYS} by default
  --number <number>   a number with its plus sign and country code, where Auth's own tables do not know it; may be repeated
  --numbers-from <file>
                      a file with a number a line, as you or Auth's tables write it; - reads them from standard input
${ENV_FILE_HELP.en}

  A number is hashed here with the ledger's key and compared; it is neither printed nor kept.`,
    zh: `npm run receipts [-- --days 2] [--number +8613800138000 …] [--numbers-from 文件] [--env-file 文件]

  向阿里云查询账本中缺少回执的短信，并把结果写入账本：适用于推送无法到达函数的环境。
  运行时使用与函数相同的变量，并以账本所有者身份连接数据库。

  --days <天数>       查询最近几天，1 到 ${MAX_DAYS}，默认 ${DEFAULT_DAYS}
  --number <号码>     带加号和国家代码的号码，用于 Auth 的表中没有该号码的情况；可重复
  --numbers-from <文件>
                      每行一个号码的文件，可用 Auth 表中的写法；- 表示标准输入
${ENV_FILE_HELP.zh}

  号码仅在本机用账本密钥计算哈希并比对，不会打印，也不会保存。`,
  },
};

export type ReceiptsLine = CommandLine<typeof FLAGS>;

/** @throws {UsageError} If it is no such number of days. */
export function daysOf({ flags: { days = String(DEFAULT_DAYS) } }: ReceiptsLine): number {
  const number = /^\d{1,2}$/.test(days) ? Number(days) : NaN;
  if (number >= 1 && number <= MAX_DAYS) return number;
  throw usageError(
    NAME,
    `Cannot ask for that many days: --days is a number from 1 to ${MAX_DAYS}`,
    `--days 无效：应为 1 到 ${MAX_DAYS} 之间的数字`,
  );
}
