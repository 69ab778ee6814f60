import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { ConfigError } from "../hook/config/env-reader.ts";
import { startPostgres } from "../local-world/postgres-server.ts";
import { simulate } from "./simulate.ts";
import { readTraffic, TrafficError } from "./traffic.ts";

// `npm run pump-simulation -- --traffic <file> --guard off|on`: what a pump costs, and whom the guard refuses.
const USAGE = `npm run pump-simulation -- --traffic <file> --guard off|observe|on

  Sends the traffic of a file through the real hook, its ledger and its guard, on a Postgres of its own and with a
  clock that is moved; no SMS is sent. The limits are the hook's own, from SMS_LIMIT_… of this shell, else its
  defaults. The last line is {"honest":{"total","refused"},"fraud":{"total","sent"}}. The file has one JSON line per
  request:
  让文件中的流量经过真实的 Hook、账本和防盗刷机制（自带 Postgres，时钟为模拟，不发送短信）。限额取自当前环境的
  SMS_LIMIT_…，未设置则用默认值。最后一行为 {"honest":{"total","refused"},"fraud":{"total","sent"}}。文件每行一个请求：

  {"at": 0, "phone": "8613800138000", "ip": "203.0.113.7", "user": "<uuid>", "verifiesAfter": 20, "honest": true}
`;
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

function fail(text: string): void {
  process.stderr.write(`${text.trimEnd()}\n`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        traffic: { type: "string" },
        guard: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One that the system says is free. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

async function run(path: string, guard: typeof MODES[number]): Promise<void> {
  const traffic = readTraffic(await readFile(path, "utf8"));
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
        if (line.includes('"event":"guard"')) process.stderr.write(`${line}\n`);
      },
    });
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
  } finally {
    await server.remove();
  }
}

const given = readArguments();
const guard = MODES.find((mode) => typeof given === "object" && mode === given.guard);
if (typeof given === "string") fail(`${given}\n\n${USAGE}`);
else if (given.help) process.stdout.write(USAGE);
else if (given.traffic === undefined) {
  fail(`--traffic is missing: name a file / 缺少 --traffic，请指定文件\n\n${USAGE}`);
} else if (guard === undefined) {
  fail(`--guard must be one of: ${MODES.join(", ")} / --guard 必须是其中之一\n\n${USAGE}`);
} else {
  await run(given.traffic, guard).catch((error: unknown) => {
    if (error instanceof TrafficError || error instanceof ConfigError) return fail(error.message);
    if (
      error instanceof Error && "code" in error && ["ENOENT", "EACCES", "EISDIR"].includes(String(error.code))
    ) {
      return fail(`Cannot read ${given.traffic}: ${error.message} / 无法读取该文件`);
    }
    throw error;
  });
}
