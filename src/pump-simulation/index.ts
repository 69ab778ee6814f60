import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { ENV_FILE_FLAG, ENV_FILE_HELP, envWithFile } from "../cli/env-with-file.ts";
import { runCommand } from "../command-line/run-command.ts";
import type { Language } from "../command-line/terminal-language.ts";
import { usageError } from "../command-line/usage-error.ts";
import { looksLikeBareMainland } from "../hook/sms/phone-number.ts";
import { startPostgres } from "../local-world/postgres-server.ts";
import { closedText } from "./closed-by-guard.ts";
import { type LimitsInForce, limitsInForce } from "./limits-in-force.ts";
import { createRefusals } from "./refusals.ts";
import { simulate } from "./simulate.ts";
import { readTraffic, type TrafficRequest } from "./traffic.ts";

// `npm run pump-simulation -- --traffic <file> --guard off|on`: what a pump costs, and whom the guard refuses.
const NAME = "npm run pump-simulation";
const LINE =
  `{"at": 0, "phone": "8613800138000", "ip": "203.0.113.7", "user": "<uuid>", "verifiesAfter": 20, "honest": true}`;
const RESULT = `{"honest":{"total","refused"},"fraud":{"total","sent"}}`;
const HELP = {
  en: `${NAME} -- --traffic <file> --guard off|observe|on [--env-file <file>]

  Sends the traffic of a file through the real hook, its ledger and its guard, on a Postgres of its own and with a
  clock that is moved; no SMS is sent. The limits are the hook's own, from SMS_LIMIT_… of this shell or the file of
  variables, else its defaults; every country is allowed, unless SMS_ALLOWED_COUNTRIES is there. Nothing else of them is
  read. The last line is ${RESULT}. The file of traffic has one JSON line per
  request, whose "at" and "verifiesAfter" are seconds: from the start of the traffic, and from the request (null: the
  code is never used). "phone" has its country code, "ip" is "" where none is known, and "honest" only sorts the result.

  ${LINE}

  --traffic <file>       the requests; must be given
  --guard <mode>         must be given, for it has no default: off leaves it out, observe says what it would close, on
                         lets it close
${ENV_FILE_HELP.en}

  The limits in force, how many requests were refused by limits and how many by the guard, and what the guard closed, or
  would have, and when, are on stderr before the last line.`,
  zh: `${NAME} -- --traffic <文件> --guard off|observe|on [--env-file <文件>]

  让文件中的流量经过真实的 Hook、账本和防盗刷机制（自带 Postgres，时钟为模拟，不发送短信）。限额取自当前环境或变量文件中的
  SMS_LIMIT_…，未设置则用默认值；未设置 SMS_ALLOWED_COUNTRIES 时允许所有国家和地区；不读取其他变量。
  最后一行为 ${RESULT}。流量文件每行一个请求，
  其中 "at" 为距流量开始的秒数，"verifiesAfter" 为距该请求的秒数（null 表示验证码从未使用）；
  "phone" 须带国家代码，"ip" 未知时为 ""，"honest" 只用于对结果分类：

  ${LINE}

  --traffic <文件>       流量文件，必填
  --guard <模式>         必填，没有默认值：off 不启用，observe 只报告会关闭什么，on 实际关闭
${ENV_FILE_HELP.zh}

  生效的限额、因限额和因防盗刷拒绝的请求数，以及防盗刷关闭了（或会关闭）什么、在何时，输出在 stderr 中，位于最后一行之前。`,
};
const FLAGS = { traffic: { type: "string" }, guard: { type: "string" }, ...ENV_FILE_FLAG } as const;
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

interface Run {
  readonly path: string;
  readonly guard: typeof MODES[number];
  readonly limits: LimitsInForce;
  readonly language: Language;
}

async function run({ path, guard, limits, language }: Run): Promise<void> {
  const traffic = readTraffic(await readFile(path, "utf8"));
  sayBareNumbers(traffic, language);
  process.stderr.write(`${limits.text}\n`);
  const refusals = createRefusals();
  const server = await startPostgres({ port: await freePort(), settings: FOR_ONE_RUN });
  let next = EVERY;
  try {
    const outcome = await simulate({
      traffic,
      guard,
      url: server.url,
      env: limits.env,
      onProgress(done) {
        if (done < next && done < traffic.length) return;
        process.stderr.write(`${done} / ${traffic.length}\n`);
        next = done + EVERY;
      },
      onLine(line) {
        refusals.hear(line);
        // What it closed is told as a whole below; that it can close nothing is told at once.
        if (line.includes('"event":"guard"') && line.includes('"problem":')) {
          process.stderr.write(`${line}\n`);
        }
      },
      onClosed(closed) {
        if (guard !== "off") process.stderr.write(`${closedText(closed, guard, language)}\n`);
      },
    });
    process.stderr.write(`${refusals.text(language)}\n`);
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
  const limits = limitsInForce(envWithFile(flags["env-file"], language), language);
  await run({ path: traffic, guard, limits, language }).catch((error: unknown) => {
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
