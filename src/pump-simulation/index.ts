import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { unreadNames } from "../cli/unread-names.ts";
import { runCommand } from "../command-line/run-command.ts";
import type { Language } from "../command-line/terminal-language.ts";
import { usageError } from "../command-line/usage-error.ts";
import { looksLikeBareMainland } from "../hook/sms/phone-number.ts";
import { startPostgres } from "../local-world/postgres-server.ts";
import { closedText } from "./closed-by-guard.ts";
import { simulate } from "./simulate.ts";
import { readTraffic, type TrafficRequest } from "./traffic.ts";

// `npm run pump-simulation -- --traffic <file> --guard off|on`: what a pump costs, and whom the guard refuses.
const NAME = "npm run pump-simulation";
const LINE =
  `{"at": 0, "phone": "8613800138000", "ip": "203.0.113.7", "user": "<uuid>", "verifiesAfter": 20, "honest": true}`;
const RESULT = `{"honest":{"total","refused"},"fraud":{"total","sent"}}`;
const HELP = {
  en: `${NAME} -- --traffic <file> --guard off|observe|on

  Sends the traffic of a file through the real hook, its ledger and its guard, on a Postgres of its own and with a
  clock that is moved; no SMS is sent. The limits are the hook's own, from SMS_LIMIT_… of this shell, else its
  defaults. The last line is ${RESULT}. The file has one JSON line per
  request, whose "at" and "verifiesAfter" are seconds: from the start of the traffic, and from the request (null: the
  code is never used). "phone" has its country code, "ip" is "" where none is known, and "honest" only sorts the result.
  Every country is allowed.

  ${LINE}

  --traffic <file>       the requests; must be given
  --guard <mode>         must be given, for it has no default: off leaves it out, observe says what it would close, on
                         lets it close
  What it closed, or would have, and when, is on stderr before the last line.`,
  zh: `${NAME} -- --traffic <文件> --guard off|observe|on

  让文件中的流量经过真实的 Hook、账本和防盗刷机制（自带 Postgres，时钟为模拟，不发送短信）。限额取自当前环境的
  SMS_LIMIT_…，未设置则用默认值。最后一行为 ${RESULT}。文件每行一个请求，
  其中 "at" 为距流量开始的秒数，"verifiesAfter" 为距该请求的秒数（null 表示验证码从未使用）；
  "phone" 须带国家代码，"ip" 未知时为 ""，"honest" 只用于对结果分类。允许所有国家和地区：

  ${LINE}

  --traffic <文件>       流量文件，必填
  --guard <模式>         必填，没有默认值：off 不启用，observe 只报告会关闭什么，on 实际关闭
  关闭了（或会关闭）什么、在何时，输出在 stderr 中，位于最后一行之前。`,
};
const FLAGS = { traffic: { type: "string" }, guard: { type: "string" } } as const;
const LIMITS = ["PER_NUMBER", "PER_IP", "PER_PREFIX", "PER_COUNTRY", "TOTAL"].map((of) => `SMS_LIMIT_${of}`);
const MODES = ["off", "observe", "on"] as const;
const EVERY = 500;
/** Nothing outlives the run; and a day goes by in a minute, so that tables are to be looked over more often. */
const FOR_ONE_RUN = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum_naptime: "3s",
};

/** One that the system says is free. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Played as what they say they are, of +1; said, because an export without its country codes looks right to the end. */
function sayBareNumbers(traffic: readonly TrafficRequest[], language: Language): void {
  const bare = traffic.filter(({ phone }) => looksLikeBareMainland(phone)).length;
  if (bare === 0) return;
  process.stderr.write(
    language === "en"
      ? `${bare} of ${traffic.length} numbers are of +1; if they are mainland ones, write them with 86 before them\n`
      : `${traffic.length} 个请求中有 ${bare} 个号码属于 +1；如为大陆号码，请在前面加上 86\n`,
  );
}

async function run(path: string, guard: typeof MODES[number], language: Language): Promise<void> {
  const traffic = readTraffic(await readFile(path, "utf8"));
  sayBareNumbers(traffic, language);
  const env = Object.fromEntries(LIMITS.map((name) => [name, process.env[name]]));
  const server = await startPostgres({ port: await freePort(), settings: FOR_ONE_RUN });
  let next = EVERY;
  try {
    const outcome = await simulate({
      traffic,
      guard,
      url: server.url,
      env,
      onProgress(done) {
        if (done < next && done < traffic.length) return;
        process.stderr.write(`${done} / ${traffic.length}\n`);
        next = done + EVERY;
      },
      onLine(line) {
        // What it closed is told as a whole below; that it can close nothing is told at once.
        if (line.includes('"event":"guard"') && line.includes('"problem":')) {
          process.stderr.write(`${line}\n`);
        }
      },
      onClosed(closed) {
        if (guard !== "off") process.stderr.write(`${closedText(closed, guard, language)}\n`);
      },
    });
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
  } finally {
    await server.remove();
  }
}

await runCommand({ name: NAME, flags: FLAGS, help: HELP }, async ({ flags, language }) => {
  const { traffic } = flags;
  const guard = MODES.find((mode) => mode === flags.guard);
  if (traffic === undefined) {
    throw usageError(NAME, "Cannot start: --traffic is missing", "缺少参数 --traffic");
  }
  if (guard === undefined) {
    throw usageError(NAME, "Cannot start: --guard is off, observe or on", "--guard 应为 off、observe 或 on");
  }
  for (const line of unreadNames(process.env, language)) process.stderr.write(`${line}\n`);
  await run(traffic, guard, language).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!["ENOENT", "EACCES", "EISDIR"].includes(code)) throw error;
    throw new Error(
      `Cannot read ${traffic} (${code}): is the path right?\n无法读取 ${traffic}（${code}）：请检查路径`,
      {
        cause: error,
      },
    );
  });
});
