import { parseArgs } from "node:util";
import { err, ok, type Result } from "../hook/result.ts";
import type { Sentence } from "./with-ledger-database.ts";

export interface ReceiptsArguments {
  readonly help: boolean;
  /** As typed; which number they are is the configuration's affair (`SMS_BARE_NUMBERS`). */
  readonly numbers: readonly string[];
  /** A file with a number a line; `-` is standard input. */
  readonly numbersFrom: string | undefined;
  readonly days: number;
  readonly envFile: string | undefined;
}

const DEFAULT_DAYS = 2;
/** The provider answers for no older ones (Alibaba Cloud Help 419277). */
const MAX_DAYS = 30;

const FLAGS = {
  help: { type: "boolean", short: "h", default: false },
  number: { type: "string", multiple: true },
  "numbers-from": { type: "string" },
  days: { type: "string", default: String(DEFAULT_DAYS) },
  "env-file": { type: "string" },
} as const;

/** @returns what is wrong with them where they do not fit; it shows none of them, for one may be a number */
export function readReceiptsArguments(args: readonly string[]): Result<ReceiptsArguments, Sentence> {
  const values = valuesOf(args);
  if (values === undefined) return err(UNKNOWN_FLAG);
  const days = /^\d{1,2}$/.test(values.days) ? Number(values.days) : NaN;
  if (!(days >= 1 && days <= MAX_DAYS)) return err(NOT_DAYS);
  return ok({
    help: values.help,
    numbers: values.number ?? [],
    numbersFrom: values["numbers-from"],
    days,
    envFile: values["env-file"],
  });
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS }).values;
  } catch {
    return undefined;
  }
}

const UNKNOWN_FLAG: Sentence = {
  en: "Cannot read the command line: a flag is unknown, lacks its value, or a value has no flag",
  zh: "无法识别命令行：存在未知选项，或选项与取值不匹配",
};
const NOT_DAYS: Sentence = {
  en: `Cannot ask for that many days: --days is a number from 1 to ${MAX_DAYS}`,
  zh: `--days 无效：应为 1 到 ${MAX_DAYS} 之间的数字`,
};

export const USAGE: Sentence = {
  en: `npm run receipts [-- --days 2] [--number +8613800138000 …] [--numbers-from FILE] [--env-file FILE]

  Asks Alibaba Cloud what became of the SMS that the ledger has no receipt for, and keeps the answers there: for where
  no push can reach the function. Run it with the function's variables, as the owner of the ledger.

  --days          how far back, 1 to ${MAX_DAYS}; ${DEFAULT_DAYS} by default
  --number        a number in E.164, where Auth's own tables do not know it; may be repeated
  --numbers-from  a file with a number a line; - reads them from standard input
  --env-file      variables from a file such as .env; those of the environment go before it

  A number is hashed here with the ledger's key and compared; it is neither printed nor kept.`,
  zh: `npm run receipts [-- --days 2] [--number +8613800138000 …] [--numbers-from 文件] [--env-file 文件]

  向阿里云查询账本中缺少回执的短信，并把结果写入账本：适用于推送无法到达函数的环境。
  运行时使用与函数相同的变量，并以账本所有者身份连接数据库。

  --days          查询最近几天，1 到 ${MAX_DAYS}，默认 ${DEFAULT_DAYS}
  --number        E.164 格式的号码，用于 Auth 的表中没有该号码的情况；可重复
  --numbers-from  每行一个号码的文件；- 表示标准输入
  --env-file      从 .env 等文件读取变量，环境中已有的变量优先

  号码仅在本机用账本密钥计算哈希并比对，不会打印，也不会保存。`,
};
