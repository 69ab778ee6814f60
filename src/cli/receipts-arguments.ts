import { parseArgs } from "node:util";
import type { Sentence } from "./with-ledger-database.ts";

export interface ReceiptsArguments {
  readonly help: boolean;
  /** As typed; which number they are is the configuration's affair (`SMS_BARE_NUMBERS`). */
  readonly numbers: readonly string[];
  /** A file with a number a line; `-` is standard input. */
  readonly numbersFrom: string | undefined;
  readonly days: number;
}

const DEFAULT_DAYS = 2;
/** The provider answers for no older ones (Alibaba Cloud Help 419277). */
const MAX_DAYS = 30;

/** @throws {Error} If a flag is unknown or has no value that fits. */
export function readReceiptsArguments(args: readonly string[]): ReceiptsArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h", default: false },
      number: { type: "string", multiple: true, default: [] },
      "numbers-from": { type: "string" },
      days: { type: "string", default: String(DEFAULT_DAYS) },
    },
  });
  const days = Number(values.days);
  if (!/^\d{1,2}$/.test(values.days) || days < 1 || days > MAX_DAYS) {
    throw new Error(`--days is a number from 1 to ${MAX_DAYS}`);
  }
  return { help: values.help, numbers: values.number, numbersFrom: values["numbers-from"], days };
}

export const USAGE: Sentence = {
  en: `npm run receipts [-- --days 2] [--number +8613800138000 …] [--numbers-from FILE]

  Asks Alibaba Cloud what became of the SMS that the ledger has no receipt for, and keeps the answers there: for where
  no push can reach the function. Run it with the function's variables, as the owner of the ledger.

  --days          how far back, 1 to ${MAX_DAYS}; ${DEFAULT_DAYS} by default
  --number        a number in E.164, where Auth's own tables do not know it; may be repeated
  --numbers-from  a file with a number a line; - reads them from standard input

  A number is hashed here with the ledger's key and compared; it is neither printed nor kept.`,
  zh: `npm run receipts [-- --days 2] [--number +8613800138000 …] [--numbers-from 文件]

  向阿里云查询账本中缺少回执的短信，并把结果写入账本：适用于推送无法到达函数的环境。
  运行时使用与函数相同的变量，并以账本所有者身份连接数据库。

  --days          查询最近几天，1 到 ${MAX_DAYS}，默认 ${DEFAULT_DAYS}
  --number        E.164 格式的号码，用于 Auth 的表中没有该号码的情况；可重复
  --numbers-from  每行一个号码的文件；- 表示标准输入

  号码仅在本机用账本密钥计算哈希并比对，不会打印，也不会保存。`,
};
